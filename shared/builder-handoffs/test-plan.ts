import { type Finding, findingsBy } from "./finding.ts";
import type { Section } from "./section.ts";
import { specRules } from "./spec-rules.ts";

/** What a spec plans: how many tests, and how many source files each of its packages has. */
export type Plan = {
  tests: number;
  /** Whether each of them has a row or a name in code of its own, so that their number is no guess. */
  named: boolean;
  source_files: Record<string, number>;
  minimum_tests: number;
};

const find = findingsBy(specRules);

/** @returns the fewest tests of a package with so many source files (Test Plan: Minimum test counts); 0 without any */
export const minimumTests = (sourceFiles: number): number => {
  if (sourceFiles === 0) return 0;
  if (sourceFiles <= 2) return 10;
  return sourceFiles <= 5 ? 25 : 40;
};

export const planOf = (testPlan: Section<string> | undefined, filesSummary: Section<string> | undefined): Plan => {
  const source_files = sourceFilesIn(filesSummary?.lines ?? []);
  const minimum_tests = Object.values(source_files).reduce((sum, files) => sum + minimumTests(files), 0);
  return { ...testsIn(testPlan?.within ?? []), source_files, minimum_tests };
};

export const judgeTests = ({ line }: Section<string>, { tests, source_files, minimum_tests }: Plan): Finding[] => {
  if (tests >= minimum_tests) return [];
  const files = Object.values(source_files).reduce((sum, count) => sum + count, 0);
  const found = `${tests} tests are planned for ${files} source files`;
  return [find("spec.tests.few", { line, found, fix: `Plan at least ${minimum_tests} tests, each with its name.` })];
};

type Lines = Section<string>["lines"];

/** Tests by their names in code or their rows; else the items of the list, the headings or the named lines, else the sentences. */
const testsIn = (lines: Lines): Pick<Plan, "tests" | "named"> => {
  const names = new Set(lines.flatMap(({ text }) => text.match(/\b(?:test_|test(?=[A-Z]))\w{1,200}\b(?!\.\w)/g) ?? []));
  const rows = rowsIn(lines).length;
  // Tables may sum up, or have a test in each row that is mentioned nowhere else.
  const named = 2 * names.size > rows ? names.size : rows;
  if (named > 0) return { tests: named, named: true };
  const told = lines.filter(({ text, cells }) => !cells && !TELLS_OF.test(text));
  const items = told.filter(({ marker }) => marker);
  const outer = Math.min(...items.map(({ indent }) => indent));
  const counts = [
    items.filter(({ indent }) => indent === outer).length,
    told.filter(({ kind, text }) => kind === "heading" && !/\btests\b/i.test(text)).length,
    told.filter(({ kind, marker, text }) => kind === "text" && !marker && NAME.test(text)).length,
  ];
  const isSentence = ({ kind, text }: Lines[number]) => kind === "text" && SENTENCE.test(text);
  return { tests: Math.max(...counts) || told.filter(isSentence).length, named: false };
};

/** What is told of a test is no test. */
const TELLS_OF =
  /^(?:what it )?(?:validates|verifies|expected|expects|description|given|when|then|asserts)\b[^:]{0,40}:/i;
/** `opens_when_funded`, `opensWhenFunded: the gate opens` */
const NAME = /^(?:[A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*)(?:\(\))?(?:$|[\s:—–-])/;

/** A line that is a sentence, or has a number: `The gate opens.`, `T1: the gate opens`. */
const SENTENCE = /^[^a-z].*[.!?]$|^(?:[Tt]est |[Tt]-?)?\d{1,3}[.:)]/;

const rowsIn = (lines: Lines): string[][] =>
  lines.flatMap(({ cells }, at) =>
    cells?.some((cell) => cell !== "") && lines[at + 1]?.cells?.length !== 0 ? [cells] : [],
  );

const SOURCE = /[^\s/]+\.(?:py|ts|tsx|js|jsx|mjs|cjs|go|rs|java|kt|rb|sh|sql|c|h|cc|cpp|cs|swift|php)\b/;
const TEST = /(?:^|\/)(?:tests?\/|conftest\.py|test_)|_test\.\w+|\.(?:test|spec)\.\w+/;

const MOST_PATH = 500;

/** Source files by package: the rows of the Files Summary that are code and no test, and are not deleted. */
const sourceFilesIn = (lines: Lines): Record<string, number> => {
  const files = new Map<string, Set<string>>();
  for (const cells of rowsIn(lines)) {
    const path = cells.slice(0, 2).reverse().join("/").slice(-MOST_PATH);
    if (!SOURCE.test(path) || TEST.test(path) || cells.some((cell) => /^(?:delete|remove)d?$/i.test(cell))) continue;
    const [owner = "no package"] = /\bPKG-[A-Z0-9-]{1,80}/.exec(path) ?? [];
    files.set(owner, (files.get(owner) ?? new Set()).add(path));
  }
  return Object.fromEntries([...files].map(([owner, paths]) => [owner, paths.size]));
};
