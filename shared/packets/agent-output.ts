import { stripVTControlCharacters } from "node:util";
import { cut } from "./cut.ts";

/** What is taken from the text in which an agent reports (section 6 of the document, the pragmatic approach). */
export type AgentOutput = {
  output_summary: string;
  output_artifacts: { type: "file"; path: string; action: "created" | "modified" | "deleted" }[];
  output_decisions: { decision: string; rationale: string; alternatives_considered?: string[] }[];
};

/** In code points. */
export const SUMMARY = 5_000;

/**
 * A summary of at most 5,000 code points that ends with a whole character, and those artifacts and decisions that the text says plainly, a line each: "Created
 * src/a.ts", "Decision: one table, because it is small", "Chose X over Y: it is faster". Nothing is guessed, and a rationale
 * that is not stated is empty; code blocks are not read. Colours and other marks for a terminal are no words.
 * @returns also how many code points the whole text has
 */
export const readAgentOutput = (text: string): { output: AgentOutput; summaryLength: number } => {
  const whole = wordsIn(text).normalize("NFC").trim();
  const lines = prose(whole);
  const summary = cut(whole, SUMMARY);
  const output = {
    output_summary: summary.text,
    output_artifacts: distinct(lines.flatMap(artifactsIn)),
    output_decisions: lines.flatMap((line, at) => decisionIn(line, lines[at + 1] ?? "") ?? []),
  };
  return { output, summaryLength: summary.length };
};

/** Without escape sequences, bytes that were no UTF-8, and control characters but for tabs and the ends of lines. */
const wordsIn = (text: string): string => stripVTControlCharacters(text).replaceAll(/\uFFFD|[^\P{Cc}\t\n\r]/gu, "");

/** The lines outside code blocks, without the marks of lists, headings and emphasis. */
const prose = (text: string): string[] => {
  const lines: string[] = [];
  let isCode = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    else if (!isCode && !OPEN_TASK.test(line))
      lines.push(
        line
          .replace(/^\s*(?:(?:[-*+]|\d+[.)]|#+)\s+)?(?:\[[xX]\]\s+)?/, "")
          .replaceAll("**", "")
          .trim(),
      );
  }
  return lines;
};

/** What is still to be done was not done. */
const OPEN_TASK = /^\s*(?:[-*+]|\d+[.)])?\s*\[ \]\s/;

const actions = {
  created: "created",
  wrote: "created",
  modified: "modified",
  updated: "modified",
  deleted: "deleted",
} as const;

const artifactsIn = (line: string): AgentOutput["output_artifacts"] => {
  const [, verb = "", rest = ""] = /^(created|wrote|modified|updated|deleted)\b:?\s+(.*)$/i.exec(line) ?? [];
  const action = actions[verb.toLowerCase() as keyof typeof actions] as
    (typeof actions)[keyof typeof actions] | undefined;
  return action ? pathsAtStart(rest).map((path) => ({ type: "file", path, action })) : [];
};

/**
 * One path, or several with commas and "and" between them; whatever follows is a remark, unless it takes the line back. In
 * quotes a path has a folder or an extension; without them it has an extension, and a folder unless it is a file's usual name.
 */
const pathsAtStart = (text: string): string[] => {
  const paths: string[] = [];
  let rest = text;
  for (;;) {
    const [whole = "", quoted, bare] = /^(?:[`"']([^`"']+)[`"']|([^\s,;`"']+))/.exec(rest) ?? [];
    const path = (quoted ?? bare ?? "").replace(/[.:]+$/, "");
    if (!(quoted === undefined ? isPlainPath(path) : isPath(path))) return paths;
    rest = rest.slice(whole.length);
    if (/^\s*(?:\?|failed\b|was not\b)/i.test(rest)) return paths;
    paths.push(path);
    const [between] = /^(?:\s*,\s*(?:and\s+)?|\s+and\s+)/.exec(rest) ?? [];
    if (!between) return paths;
    rest = rest.slice(between.length);
  }
};

const isPath = (path: string): boolean =>
  /^[^\s:?@]+$/.test(path) && /\/[^/]|[^./]\.[a-z]\w{0,9}$/i.test(path) && !path.includes("//");
const isPlainPath = (path: string): boolean =>
  isPath(path) &&
  /[^./]\.[a-z]\w{0,9}$/i.test(path) &&
  (path.includes("/") || /^(?:[A-Z]+|[a-z][\w-]+)\.[a-z]{2}/.test(path));

const distinct = (artifacts: AgentOutput["output_artifacts"]) => [
  ...new Map(artifacts.map((artifact) => [`${artifact.action} ${artifact.path}`, artifact])).values(),
];

const because = String.raw`(?:\s*[,;–—-]?\s*(?:because|since|as)\s+|\s*[:;–—]\s+|\.\s+Rationale:\s*)`;

const decisionIn = (line: string, next: string): AgentOutput["output_decisions"][number] | undefined => {
  const [, after] = /^(?:rationale|reason|why):\s*(.+)$/i.exec(next) ?? [];
  const [, chosen, other, why] =
    new RegExp(`^Chose\\s+(.+?)\\s+over\\s+(.+?)(?:${because}(.+?))?\\.?$`, "i").exec(line) ?? [];
  if (chosen && other && !/^nothing$/i.test(chosen))
    return { decision: chosen, rationale: why ?? after ?? "", alternatives_considered: [other] };
  const [, decision, reason, rationale] =
    /^Decision:\s*(.+?)(?:,?\s+because\s+(.+?)|\.\s+Rationale:\s*(.+?))?\.?$/i.exec(line) ?? [];
  return decision && !/^(?:none|nothing|n\/?a|tbd|no decision\b.*|-+)$/i.test(decision)
    ? { decision, rationale: reason ?? rationale ?? after ?? "" }
    : undefined;
};
