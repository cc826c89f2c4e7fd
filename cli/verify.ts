import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Check, verifyBundle } from "../shared/ledger/proof/verify.ts";
import { refuse } from "./refuse.ts";
import { reasonOf } from "./tree/read.ts";

/**
 * `baton verify FILE --key KEY`: says of every step whether it holds.
 * @returns 0 when the bundle holds, 1 when it does not or cannot be read, 2 when the words of the call are off
 */
export const verify = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton verify FILE --key KEY");
  let checks: Check[];
  try {
    const key = existsSync(words.key) ? textOf(words.key) : words.key;
    checks = verifyBundle(bundleIn(textOf(words.file)), key);
  } catch (error) {
    return refuse(1, (error as Error).message);
  }
  for (const { check, fault } of checks)
    console.log(fault === undefined ? `ok    ${check}` : `FAIL  ${check}: ${fault}`);
  return checks.every(({ fault }) => fault === undefined) ? 0 : 1;
};

const wordsOf = (args: string[]): { file: string; key: string } | undefined => {
  try {
    const { values, positionals } = parseArgs({ args, options: { key: { type: "string" } }, allowPositionals: true });
    const [file, ...others] = positionals;
    return file && values.key && others.length === 0 ? { file, key: values.key } : undefined;
  } catch {
    return undefined;
  }
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${reasonOf(error)}`, { cause: error });
  }
};

/** What is no JSON is no bundle; the verifier says so. */
const bundleIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
