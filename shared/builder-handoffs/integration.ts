import { isDone } from "./evidence.ts";
import { type Line, wordsOf } from "./markdown.ts";
import type { Baseline } from "./results-baseline.ts";
import { fieldsOf } from "./section.ts";

/** What an integration handoff does (After the Final Wave: Integration Handoff, 1 to 4). */
export const duties = {
  entrypoint: "Wires new packages into the entrypoint",
  lifecycle: "Resolves package lifecycle",
  smoke_test: "Runs E2E smoke test",
  baseline: "Writes RESULTS file with full system baseline snapshot",
} as const;
export type Duty = keyof typeof duties;

/** How the heading, label or first cell of a duty begins. The fourth is shown by the Baseline Snapshot itself. */
const NAMES: Record<Exclude<Duty, "baseline">, RegExp> = {
  entrypoint: /^(?:entry ?points?\b|wir(?:es?|ed|ing)\b.*\bentry ?points?\b|main py\b)/,
  lifecycle: /^(?:resolve[sd]? )?(?:the )?(?:package )?lifecycle\b/,
  smoke_test: /^(?:runs? |ran )?(?:the )?(?:e2e |end to end )?smoke ?tests?\b/,
};

/** Something said of a duty under its own name. */
type Evidence = { name: string; text: string };

/**
 * The duties that a results file shows: each has a heading, a row of a table or a labelled line of its own, and behind it what was
 * done. Words in passing show nothing.
 */
export const dutiesShown = (lines: readonly Line[], baseline: Baseline | null): Duty[] => {
  const evidence = [...inFields(lines), ...belowHeadings(lines)];
  const shown = (Object.entries(NAMES) as [Duty, RegExp][]).filter(([, name]) => {
    const said = evidence.filter((each) => name.test(each.name));
    return said.length > 0 && said.every(({ text }) => isDone(text));
  });
  const isComplete = baseline?.packages_installed != null && baseline.total_tests !== null;
  return [...shown.map(([duty]) => duty), ...(isComplete ? (["baseline"] as const) : [])];
};

const inFields = (lines: readonly Line[]): Evidence[] => [
  ...fieldsOf(lines.filter(({ kind, cells }) => kind === "text" && !cells)).map(({ label, value }) => ({
    name: label,
    text: value,
  })),
  ...lines.flatMap(({ cells }, at) => {
    const [name, ...others] = cells ?? [];
    const isHead = lines[at + 1]?.cells?.length === 0;
    return name === undefined || isHead
      ? []
      : [{ name: wordsOf(name), text: others.filter((cell) => cell !== "").join(" ") }];
  }),
];

/** What stands below a heading, down to the next one. */
const belowHeadings = (lines: readonly Line[]): Evidence[] =>
  lines.flatMap(({ kind, text }, at) => {
    if (kind !== "heading") return [];
    const rest = lines.slice(at + 1, at + 1 + MOST_LINES);
    const end = rest.findIndex((line) => line.kind === "heading");
    const below = (end < 0 ? rest : rest.slice(0, end)).filter((line) => line.kind === "text");
    return [{ name: wordsOf(text), text: below.map((line) => line.text).join(" ") }];
  });

const MOST_LINES = 50;
