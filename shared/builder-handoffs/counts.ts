import type { Line } from "./markdown.ts";
import { type Field, fieldsOf } from "./section.ts";

/** A number where the document writes one: `829 tests`, `1,204`. `written` is what stands there. */
export type Counted = { value: number | undefined; written: string; line: number };

/** What a test run came to, as far as it is written. */
export type Counts = Partial<Record<Told, Counted>> & {
  /** Told in a runner's words, `fraction` in those of a part: `12/13 tests passed`. */
  isSummary: boolean | "fraction";
  /** A count that is written twice, with two numbers. */
  conflict?: { name: Told; first: Counted; other: Counted };
};
export const countNames = ["total", "passed", "failed", "skipped"] as const;
export type CountName = (typeof countNames)[number];

/** Runners also tell of tests that did not come to an end, and of tests that were left out. */
type Told = CountName | "errors" | "deselected";

const LABELS: Record<Told, RegExp> = {
  total: /^(?:total|total tests|tests|tests run|tests total)$/,
  passed: /^(?:passed|pass|tests passed)$/,
  failed: /^(?:failed|fail|failures|tests failed)$/,
  skipped: /^(?:skipped|skip|tests skipped)$/,
  errors: /^(?:errors?|tests? errors?|collection errors?)$/,
  deselected: /^deselected$/,
};
const names = Object.keys(LABELS) as Told[];

/**
 * The counts of a section, from a list, a table, one line (`Total 829, Passed 829, Failed 26`), or the bare summary of a
 * test runner (`13 passed in 0.17s`), whose unwritten counts are zero. A table of many rows tells of the parts.
 */
export const countsOf = (lines: readonly Line[]): Counts => {
  const told = lines.filter(({ text }) => !/^(?:full )?command|^new failures/i.test(text));
  const whole = countsIn(withoutParts(told));
  const counts = whole.total || whole.passed ? whole : countsIn(told);
  return counts.total || counts.passed ? counts : (fractionOf(told) ?? summaryOf(told) ?? counts);
};

const countsIn = (lines: readonly Line[]): Counts => {
  const fields = fieldsOf(lines);
  const counts: Counts = { isSummary: false };
  for (const name of names) {
    const written = [...inFields(fields, LABELS[name]), ...inText(lines, name)];
    const [first] = written;
    if (!first) continue;
    counts[name] = first;
    const all = [...written, ...inSummary(lines, name), ...inFraction(lines, name)];
    const other = all.find(({ value }) => value !== undefined && first.value !== undefined && value !== first.value);
    if (other) counts.conflict ??= { name, first, other };
  }
  return counts;
};

/** A table with columns and more than one row counts by package, or by file: its rows are parts of the whole. */
const withoutParts = (lines: readonly Line[]): Line[] => {
  const kept: Line[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    if (lines[at]?.cells) while (lines[end]?.cells) end += 1;
    const table = lines.slice(at, end);
    if (table.length <= 3 || (table[0]?.cells?.length ?? 0) <= 2) kept.push(...table);
    at = end;
  }
  return kept;
};

const inFields = (fields: readonly Field[], label: RegExp): Counted[] =>
  fields
    .filter((each) => label.test(each.label))
    .map(({ value, line }) => ({ value: numberIn(value), written: value, line }));

/** `Total 829, Passed 829`: a line that gives more than one count, or begins with it. */
const inText = (lines: readonly Line[], name: Told): Counted[] => {
  const pattern = new RegExp(
    `\\b${name}(?: tests)?\\s?[:=]?\\s?(\\d[\\d,]{0,11}(?:\\s?(?:→|->|=>|to)\\s?\\d[\\d,]{0,11})?)`,
    "i",
  );
  return lines.flatMap(({ text, line }) => {
    const [, written = ""] = pattern.exec(text) ?? [];
    return written === "" ? [] : [{ value: numberIn(written), written, line }];
  });
};

/** What the summary of a runner gives beside the counts: `811 passed, 2 failed`. */
const inSummary = (lines: readonly Line[], name: Told): Counted[] => {
  if (name !== "passed" && name !== "failed") return [];
  const summary = summaryOf(lines.filter(({ cells }) => !cells));
  const counted = summary?.[name];
  return counted ? [counted] : [];
};

/** `811 passed, 2 failed, 1 skipped in 9.80s` */
const summaryOf = (lines: readonly Line[]): Counts | undefined => {
  const summary = lines.find(({ text }) => /\b\d{1,9} passed\b/.test(text));
  if (!summary) return undefined;
  const { text, line } = summary;
  const count = (...words: string[]) =>
    words.reduce((sum, word) => sum + Number(new RegExp(`\\b(\\d{1,9}) ${word}\\b`).exec(text)?.[1] ?? 0), 0);
  const [passed, failed, skipped] = [count("passed"), count("failed"), count("skipped")];
  const [errors, deselected] = [count("errors?"), count("deselected")];
  const at = (value: number): Counted => ({ value, written: text, line });
  return {
    ...{ total: at(passed + failed + errors + skipped), passed: at(passed), failed: at(failed), skipped: at(skipped) },
    ...{ errors: at(errors), deselected: at(deselected) },
    isSummary: true,
  };
};

const inFraction = (lines: readonly Line[], name: Told): Counted[] => {
  const counted = name === "total" || name === "passed" ? fractionOf(lines)?.[name] : undefined;
  return counted ? [counted] : [];
};

/** `12/13 tests passed`, `12 of 13 passed`, `Passed: 12/13`: the others did not. */
const fractionOf = (lines: readonly Line[]): Counts | undefined => {
  for (const { text, line } of lines) {
    const [, passed, total] = FRACTION.exec(text) ?? [];
    if (passed === undefined || total === undefined || Number(passed) > Number(total)) continue;
    const at = (value: number): Counted => ({ value, written: text, line });
    return {
      ...{ total: at(Number(total)), passed: at(Number(passed)) },
      ...{ failed: at(Number(total) - Number(passed)), skipped: at(0) },
      isSummary: "fraction",
    };
  }
  return undefined;
};
const FRACTION =
  /^(?=.{0,200}\bpass)(?:[^\d]{0,80}\b)?(\d{1,6})\s?(?:\/|of|out of)\s?(\d{1,6})\b(?=.{0,20}\bpass|$|[^\d]{0,40}$)/i;

/** The whole number that a value begins with; of `8 → 9` the one that it came to. */
export const numberIn = (value: string): number | undefined => {
  const last = value.replace(/^(?:[~≈+]?\d[\d,]{0,11}\s?(?:→|->|=>|⇒|to)\s?){1,9}(?=\d)/, "");
  const [, digits] = /^[~≈+]?(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?!\d|\.\d)/.exec(last) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(",", ""));
};
