import { readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { parseArgs } from "node:util";
import * as z from "zod/mini";
import { en } from "zod/locales";
import type { Check } from "../shared/workflow-handoffs/check.ts";
import { checkDocument, HandoffDocument } from "../shared/workflow-handoffs/document.ts";
import { suggest, SuggestInput } from "../shared/workflow-handoffs/suggest.ts";
import { reasonOf } from "./tree/read.ts";

z.config(en());

export const handoffUsage = `usage: baton handoff check|render|suggest [FILE] [--context JSON] [--json]

  check    says which rules of the contract each block in FILE breaks
  render   writes the blocks of FILE as the standard has them
  suggest  writes the block that the contract prescribes; FILE holds {"state": …, "gate_result"?, "blockers"?, "context"?}

  FILE is Markdown, or JSON as the routes take it; - reads standard input,
  as a call without FILE does in a pipe.
`;

type Words = { action: string; file: string; context: string | undefined; json: boolean };

/**
 * `baton handoff check|render|suggest FILE`.
 * @returns 0, 1 when a block breaks a rule that blocks it, 2 when the call or its file is off
 */
export const handoff = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  const act = words && Object.hasOwn(actions, words.action) ? actions[words.action] : undefined;
  if (!words || !act) {
    process.stderr.write(handoffUsage);
    return 2;
  }
  try {
    return act(textIn(words.file), words);
  } catch (error) {
    process.stderr.write(`baton handoff: ${detailOf(error)}\n`);
    return 2;
  }
};

/** The bytes of a file, or of standard input. @throws Error that says why there are none */
const bytesIn = (file: string): Buffer => {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const isFolder = (error as NodeJS.ErrnoException).code === "EISDIR";
    throw new Error(
      `Cannot read ${nameOf(file)}: ${isFolder ? "it is a folder" : reasonOf(error)}. Name a file that holds a handoff`,
    );
  }
};
const nameOf = (file: string): string => (file === "-" ? "standard input" : file);

/** @throws Error for bytes that are no UTF-8: a character that is not what was written would be judged, and sealed */
const textIn = (file: string): string => {
  const bytes = bytesIn(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${nameOf(file)} is not UTF-8 text. Save it as UTF-8`);
  }
};

const wordsOf = (args: string[]): Words | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { context: { type: "string" }, json: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    const [action, file = isatty(0) ? undefined : "-", ...others] = positionals;
    return action && file && others.length === 0
      ? { action, file, context: values.context, json: values.json }
      : undefined;
  } catch {
    return undefined;
  }
};

const actions: Record<string, (text: string, words: Words) => number> = {
  check: (text, words) => {
    const { blocks, ...check } = checkDocument(documentIn(text, words));
    const checks = blocks ?? [check];
    if (words.json) console.log(JSON.stringify({ ...check, ...(blocks && { blocks }) }, null, 2));
    else console.log(checks.map(reportOf).join("\n"));
    return check.verdict === "pass" ? 0 : 1;
  },
  render: (text, words) => {
    const { blocks, ...check } = checkDocument(documentIn(text, words));
    const checks = blocks ?? [check];
    const fields = checks.map((each) => each.fields);
    console.log(
      words.json
        ? JSON.stringify(fields, null, 2)
        : checks
            .map(({ markdown }) => markdown)
            .join("\n")
            .trimEnd(),
    );
    return 0;
  },
  suggest: (text, words) => {
    const input = SuggestInput.parse({ ...objectIn(text, words.file), ...contextOf(words) });
    const check = checkDocument({ fields: suggest(input), context: input.context });
    console.log(words.json ? JSON.stringify(check, null, 2) : check.markdown.trimEnd());
    return check.verdict === "pass" ? 0 : 1;
  },
};

const contextOf = ({ context }: Words): { context?: unknown } =>
  context === undefined ? {} : { context: jsonIn(context, "The value of --context") };

/** JSON as the routes take it, or the bare fields of a block; anything else is Markdown. */
const documentIn = (text: string, words: Words): HandoffDocument => {
  const isJson = text.trimStart().startsWith("{");
  const object = isJson ? objectIn(text, words.file) : { markdown: text.normalize("NFC") };
  const isDocument = "markdown" in object || "fields" in object;
  return HandoffDocument.parse({ ...(isDocument ? object : { fields: object }), ...contextOf(words) });
};

const objectIn = (text: string, file: string): object => {
  const value = jsonIn(text, nameOf(file));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${nameOf(file)} holds no JSON object. Write one in braces`);
  return value;
};

/** @throws Error that names the text which is no JSON */
const jsonIn = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${(error as Error).message}`);
  }
};

const reportOf = ({ verdict, findings, fields }: Check): string =>
  [
    `${verdict}  ${fields.canonical_state ?? "a block without a state"}`,
    ...findings.flatMap(({ severity, field, rule, found, fix }) => [
      `  ${severity}  ${field}: ${rule}`,
      `    found  ${found}`,
      `    fix    ${fix}`,
    ]),
  ].join("\n");

const detailOf = (error: unknown): string =>
  error instanceof z.core.$ZodError
    ? error.issues.map(({ path, message }) => `/${path.join("/")}: ${message}`).join("\n")
    : sentence((error as Error).message);

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
