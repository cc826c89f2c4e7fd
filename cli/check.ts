import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { refuse } from "./refuse.ts";
import { sarifReport } from "./report/sarif.ts";
import { textReport } from "./report/text.ts";
import { judgeTree } from "./tree/judge.ts";
import { reasonOf } from "./tree/read.ts";

/**
 * `baton check [DIR]`: judges the handoff documents and packages under a folder, this one when none is named.
 * @returns 0 without a blocker, 1 with one or when something could not be read, 2 when the words of the call are off or there is nothing to judge
 */
export const check = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton check [DIR] [--json | --sarif]");
  const fault = await faultOf(words.folder);
  if (fault) return refuse(2, fault);
  const { report, unread, links } = await judgeTree(words.folder);
  process.stdout.write(words.print(report));
  for (const { path, why } of unread) console.error(`baton check: cannot look into ${JSON.stringify(path)}: ${why}`);
  for (const path of links) console.error(`baton check: a link is not followed: ${JSON.stringify(path)}`);
  const { documents, packages, blockers } = report.totals;
  if (documents + packages + unread.length === 0)
    return refuse(
      2,
      `There is no handoff document and no PKG-* folder under ${words.folder}. Name the folder that holds them.`,
    );
  return blockers + unread.length > 0 ? 1 : 0;
};

type Report = Awaited<ReturnType<typeof judgeTree>>["report"];
const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const wordsOf = (args: string[]): { folder: string; print: (report: Report) => string } | undefined => {
  try {
    const options = { json: { type: "boolean" }, sarif: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [folder = ".", ...others] = positionals;
    if (others.length > 0 || (values.json && values.sarif)) return undefined;
    if (values.json) return { folder, print: asJson };
    return { folder, print: values.sarif ? (report) => asJson(sarifReport(report)) : textReport };
  } catch {
    return undefined;
  }
};

const faultOf = async (folder: string): Promise<string | undefined> => {
  try {
    return (await stat(folder)).isDirectory() ? undefined : `${folder} is not a folder.`;
  } catch (error) {
    return `Cannot look into ${folder}: ${reasonOf(error)}.`;
  }
};
