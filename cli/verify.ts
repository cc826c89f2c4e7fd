import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { verifyBundle } from "../shared/ledger/proof/verify.ts";

/**
 * `baton verify FILE --key KEY`: says of every step whether it holds.
 * @returns 0 when the bundle holds, 1 when it does not, 2 when the words of the call are off
 */
export const verify = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) {
    process.stderr.write("usage: baton verify FILE --key KEY\n");
    return 2;
  }
  const checks = verifyBundle(
    bundleIn(words.file),
    existsSync(words.key) ? readFileSync(words.key, "utf8") : words.key,
  );
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

/** What is no JSON is no bundle; the verifier says so. */
const bundleIn = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};
