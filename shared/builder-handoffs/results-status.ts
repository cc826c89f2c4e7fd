import { type Finding, findingsBy } from "./finding.ts";
import type { Line } from "./markdown.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import type { Section } from "./section.ts";
import { hasException } from "./test-name.ts";

/** The builder's own word on the work, and how it is read. */
export type Status = { written: string; read: "PASS" | "FAIL" | "PARTIAL" | null };

type Written = { text: string; line: number };

const find = findingsBy(resultsRules);

/** The status, wherever it stands: `## Status: PASS`, below that heading, or on a line `**Status:** COMPLETE`. */
export const statusOf = (
  lines: readonly Line[],
  section: Section<ResultsSection> | undefined,
  others: readonly Section<ResultsSection>[] = [],
): { status: Status | null; findings: Finding[] } => {
  const written = inHeading(section) ?? loose(lines)[0];
  if (!written) {
    const fix = "Write ## Status: PASS, FAIL or PARTIAL below the title.";
    return { status: null, findings: [find("results.status.missing", { found: "No status", fix })] };
  }
  const read = readStatus(written.text);
  const other =
    others.map(inHeading).find((each) => each !== undefined && readStatus(each.text) !== read) ??
    loose(lines).find(({ text }) => (readStatus(text) ?? read) !== read);
  const found = `Status: ${written.text}, and on line ${other?.line}: ${other?.text}`;
  const fix = "Both cannot be right. Leave the one that is.";
  const conflict = other ? [find("results.status.conflict", { line: other.line, found, fix })] : [];
  return { status: { written: written.text, read }, findings: [...judgeStatus(written, read), ...conflict] };
};

const inHeading = (section: Section<ResultsSection> | undefined): Written | undefined => {
  if (!section) return undefined;
  const text = section.title.replace(/^.{0,20}?status\s*(?:[:—–-]\s*)?/i, "");
  if (text !== "") return { text, line: section.line };
  const [first] = section.lines;
  return first && { text: first.text.replace(/^status:\s*/i, ""), line: first.line };
};

/** Lines of their own that say it: `**Status:** COMPLETE`. */
const loose = (lines: readonly Line[]): Written[] =>
  lines
    .filter(({ kind, text }) => kind === "text" && /^(?:overall )?status\s?:/i.test(text))
    .map(({ text, line }) => ({ text: text.slice(text.indexOf(":") + 1).trim(), line }));

/** @returns null for what is no status, and for the template's own `PASS | FAIL | PARTIAL` */
const readStatus = (text: string): Status["read"] => {
  const words = text.toUpperCase().replace(/^[^\p{L}]+/u, "");
  if (/\bPASS\b.{0,3}[|/].{0,3}\bFAIL\b/.test(words)) return null;
  if (/^(?:PARTIAL|INCOMPLETE|IN PROGRESS)/.test(words)) return "PARTIAL";
  if (/^(?:FAIL|BLOCKED|NOT\b)/.test(words)) return "FAIL";
  if (!/^(?:(?:ALL|EVERY) (?:\w+ )?)?(?:PASS(?:ED|ES)?|COMPLETED?|DONE|SUCCESS(?:FUL)?)\b/.test(words)) return null;
  if (hasException(text)) return "PARTIAL";
  const [, done = "0", all = "0"] = /\((\d{1,6})\s?\/\s?(\d{1,6})\)/.exec(words) ?? [];
  return Number(done) < Number(all) ? "PARTIAL" : "PASS";
};

const judgeStatus = ({ text: found, line }: Written, read: Status["read"]): Finding[] => {
  if (read === null)
    return [find("results.status.unreadable", { line, found, fix: "Write one of PASS, FAIL and PARTIAL." })];
  if (read === "FAIL")
    return [find("results.status.fail", { line, found, fix: "Mend what fails and submit the results again." })];
  if (read === "PARTIAL")
    return [find("results.status.partial", { line, found, fix: "Finish the handoff and submit the results again." })];
  if (found === "PASS") return [];
  return [
    find("results.status.wording", {
      line,
      found,
      fix: "It is read as PASS. Write PASS, and what else there is to say in Notes.",
    }),
  ];
};
