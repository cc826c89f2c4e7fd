import { stripVTControlCharacters } from "node:util";
import { cut } from "./cut.ts";
import { type SaidArtifact, saidArtifacts } from "./said-artifacts.ts";
import { type SaidDecision, saidDecisions } from "./said-decisions.ts";

/** What is taken from the text in which an agent reports (section 6 of the document, the pragmatic approach). */
export type AgentOutput = {
  output_summary: string;
  output_artifacts: SaidArtifact[];
  output_decisions: SaidDecision[];
};

/** In code points. */
export const SUMMARY = 5_000;

/**
 * A summary of at most 5,000 code points that ends with a whole character, and those artifacts and decisions that the text says
 * plainly and does not take back, a line each: "Created src/a.ts", "Decision: one table, because it is small", "Chose X over Y:
 * it is faster". Nothing is guessed, and a rationale that is not stated is empty; code blocks are not read. Colours and other
 * marks for a terminal are no words.
 * @returns also how many code points the whole text has
 */
export const readAgentOutput = (text: string): { output: AgentOutput; summaryLength: number } => {
  const whole = wordsIn(text).normalize("NFC").trim();
  const lines = prose(whole);
  const summary = cut(whole, SUMMARY);
  const output = {
    output_summary: summary.text,
    output_artifacts: saidArtifacts(lines),
    output_decisions: saidDecisions(lines),
  };
  return { output, summaryLength: summary.length };
};

/** Without escape sequences, bytes that were no UTF-8, and control characters but for tabs and the ends of lines. */
const wordsIn = (text: string): string => stripVTControlCharacters(text).replaceAll(/\uFFFD|[^\P{Cc}\t\n\r]/gu, "");

/** The lines outside code blocks, without the marks of lists, headings and emphasis; one that goes on is one with the line before. */
const prose = (text: string): string[] => {
  const lines: string[] = [];
  let isCode = false;
  for (const written of text.split(/\r?\n/)) {
    const line = written.replaceAll(/\s+/g, " ").trim();
    const isFence = /^(```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    if (isCode || isFence || OPEN_TASK.test(line)) continue;
    if (GOES_ON.test(line)) lines.push(`${lines.pop() ?? ""} ${line}`);
    else lines.push(line.replace(/^(?:(?:[-*+]|\d+[.)]|#+) )?(?:\[[xX]\] )?/, "").replaceAll("**", ""));
  }
  return lines;
};

const GOES_ON = /^(?:\(|(?:[Bb]ut|[Hh]owever|[Aa]lthough|[Tt]hough|yet|then|and|or)\b)/;

/** What is still to be done was not done. */
const OPEN_TASK = /^(?:[-*+]|\d+[.)])? ?\[ \] /;
