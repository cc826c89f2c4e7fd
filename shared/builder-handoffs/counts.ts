import type { Line } from "./markdown.ts";
import { type Field, fieldsOf } from "./section.ts";

/** A number where the document writes one: `829 tests`, `1,204`. `written` is what stands there. */
export type Counted = { value: number | undefined; written: string; line: number };

/** What a test run came to, as far as it is written. */
export type Counts = Partial<Record<CountName, Counted>> & { isSummary: boolean };
export const countNames = ["total", "passed", "failed", "skipped"] as const;
export type CountName = (typeof countNames)[number];

const LABELS: Record<CountName, RegExp> = {
  total: /^(?:total|total tests|tests|tests run|tests total)$/,
  passed: /^(?:passed|pass|tests passed)$/,
  failed: /^(?:failed|fail|failures|tests failed)$/,
  skipped: /^(?:skipped|skip|tests skipped)$/,
};

/**
 * The counts of a section, from a list, a table, one line (`Total 829, Passed 829, Failed 26`), or the bare summary of a
 * test runner (`13 passed in 0.17s`), whose unwritten counts are zero.
 */
export const countsOf = (lines: readonly Line[]): Counts => {
  const told = lines.filter(({ text }) => !/^(?:full )?command|^new failures/i.test(text));
  const fields = fieldsOf(told);
  const counts: Counts = { isSummary: false };
  for (const name of countNames) {
    const counted = inFields(fields, LABELS[name]) ?? inText(told, name);
    if (counted) counts[name] = counted;
  }
  return counts.total || counts.passed ? counts : (summaryOf(told) ?? counts);
};

const inFields = (fields: readonly Field[], label: RegExp): Counted | undefined => {
  const found = fields.find((each) => label.test(each.label));
  return found && { value: numberIn(found.value), written: found.value, line: found.line };
};

const inText = (lines: readonly Line[], name: CountName): Counted | undefined => {
  const pattern = new RegExp(`\\b${name}(?: tests)?\\s?[:=]?\\s?(\\d[\\d,]{0,11})`, "i");
  for (const { text, line } of lines) {
    const [, written = ""] = pattern.exec(text) ?? [];
    if (written !== "") return { value: numberIn(written), written, line };
  }
  return undefined;
};

/** `811 passed, 2 failed, 1 skipped in 9.80s` */
const summaryOf = (lines: readonly Line[]): Counts | undefined => {
  const summary = lines.find(({ text }) => /\b\d{1,9} passed\b/.test(text));
  if (!summary) return undefined;
  const { text, line } = summary;
  const count = (...words: string[]) =>
    words.reduce((sum, word) => sum + Number(new RegExp(`\\b(\\d{1,9}) ${word}\\b`).exec(text)?.[1] ?? 0), 0);
  const [passed, failed, skipped] = [count("passed"), count("failed", "errors?"), count("skipped")];
  const at = (value: number): Counted => ({ value, written: text, line });
  return {
    ...{ total: at(passed + failed + skipped), passed: at(passed), failed: at(failed), skipped: at(skipped) },
    isSummary: true,
  };
};

/** The whole number that a value begins with. */
export const numberIn = (value: string): number | undefined => {
  const [, digits] = /^[~≈+]?(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?!\d|\.\d)/.exec(value) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(",", ""));
};
