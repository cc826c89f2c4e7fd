import { type Finding, findingsBy } from "./finding.ts";
import { numberIn } from "./counts.ts";
import { handoffIdsIn } from "./handoff-id.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import { fieldsOf, type Section } from "./section.ts";

/** The system after a handoff, from which the next one starts. */
export type Baseline = { packages_installed: number | null; total_tests: number | null };

type In = Section<ResultsSection>;
type Kind = "results.baseline" | "results.cleanroom";
const find = findingsBy(resultsRules);

export const PACKAGES = /^(?:packages(?: installed)?|package count)$/;
const TESTS = /^total tests\b|^(?:total|tests)$/;

/** Baseline Snapshot: package count, total test count; and the handoff it started from, if it says so. */
export const judgeBaseline = (
  section: In,
  regressionTotal: number | null,
): { baseline: Baseline; predecessor: string | null; findings: Finding[] } => {
  const packages = count("results.baseline", section, PACKAGES, "Packages installed");
  const tests = count("results.baseline", section, TESTS, "Total tests (all staged)");
  const from = fieldsOf(section.lines).find(({ label }) =>
    /^(?:predecessor|started from|previous baseline)\b/.test(label),
  );
  const baseline = { packages_installed: packages.value, total_tests: tests.value };
  const differs = tests.value !== null && regressionTotal !== null && tests.value !== regressionTotal;
  const found = `Total tests ${tests.value}; the regression ran ${regressionTotal}`;
  const fix = "Both count the tests of all staged packages. Correct the one that is wrong.";
  return {
    baseline,
    predecessor: handoffIdsIn(from?.value ?? "")[0] ?? null,
    findings: [
      ...packages.findings,
      ...tests.findings,
      ...(differs ? [find("results.baseline.differs", { line: tests.line, found, fix })] : []),
    ],
  };
};

/** A number of a section, and what is wrong with how it is written. */
export const count = (
  kind: Kind,
  { lines, line, name }: In,
  label: RegExp,
  title: string,
): { value: number | null; line: number; findings: Finding[] } => {
  const fields = fieldsOf(lines).filter((field) => label.test(field.label));
  const [field] = fields;
  if (!field) {
    const missing = find(`${kind}.count`, {
      line,
      found: `"${name}" has no ${title}`,
      fix: `Write ${title}: and the number.`,
    });
    return { value: null, line, findings: [missing] };
  }
  const value = numberIn(field.value) ?? null;
  const other = fields.find((each) => value !== null && (numberIn(each.value) ?? value) !== value);
  if (other) {
    const found = `${title}: ${field.value}, and on line ${other.line}: ${other.value}`;
    const fix = "Both cannot be right. Leave the one that is.";
    return { value, line: field.line, findings: [find(`${kind}.conflict`, { line: field.line, found, fix })] };
  }
  const found = `${title}: ${field.value}`;
  const findings =
    value === null ? [find(`${kind}.number`, { line: field.line, found, fix: "Write a whole number." })] : [];
  return { value, line: field.line, findings };
};
