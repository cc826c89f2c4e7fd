import * as z from "zod/mini";
import { baselineRules } from "./baseline-rules.ts";
import { Finding, findingsBy } from "./finding.ts";
import { isCleanup } from "./handoff-id.ts";
import { type Before, type Claims, judgePredecessor, Predecessor } from "./predecessor.ts";
import type { Results } from "./results.ts";
import { failedIn } from "./results-tests.ts";

const Amount = z.nullable(z.int());

/** The numbers of one handoff that the next starts from; null where they are not written. */
export const Measured = z.object({ packages_installed: Amount, total_tests: Amount, failed: Amount });
export type Measured = z.infer<typeof Measured>;

/** The regression diff of a handoff against its predecessor. */
export const Comparison = z.object({
  predecessor: z.nullable(z.extend(Predecessor, { version: z.nullable(z.int()) })),
  before: z.nullable(Measured),
  after: Measured,
  difference: z.nullable(Measured),
  new_failures: z.array(z.string()),
  findings: z.array(Finding),
});
export type Comparison = z.infer<typeof Comparison>;

const find = findingsBy(baselineRules);

/** The tests are those that ran; the line of the snapshot stands in where nothing was counted. */
export const measuredIn = ({ baseline, regression }: Results): Measured => ({
  packages_installed: baseline?.packages_installed ?? null,
  total_tests: regression?.total ?? baseline?.total_tests ?? null,
  failed: regression ? failedIn(regression) : null,
});

/** One handoff's results beside those of its predecessor, if it has any. */
export const compareBaselines = (
  id: string,
  results: Results,
  predecessor: Predecessor | null,
  found: Before,
  claims: Claims,
): Comparison => {
  const before = typeof found === "string" ? undefined : found;
  const after = measuredIn(results);
  const measured = before && measuredIn(before.results);
  const new_failures = newFailures(results, before?.results);
  return {
    // A number alone claims nothing: there may be no such handoff.
    predecessor:
      predecessor && (predecessor.claimed || before) ? { ...predecessor, version: before?.version ?? null } : null,
    before: measured ?? null,
    after,
    difference: measured ? differenceOf(after, measured) : null,
    new_failures,
    findings: [
      ...(measured ? [...moreFailures(results, after, measured, new_failures), ...shrinking(id, after, measured)] : []),
      ...judgePredecessor(id, predecessor, { before: found, written: results.predecessor, claims }),
    ],
  };
};

/** What the builder calls new, and what fails by name now and did not before, where the names of before are known. */
const newFailures = ({ regression }: Results, before: Results | undefined): string[] => {
  const known = before?.regression?.failing_tests ?? [];
  const isComparable = before?.regression?.failed === 0 || known.length > 0;
  const failing = isComparable && (regression?.failed ?? 0) > 0 ? (regression?.failing_tests ?? []) : [];
  return [...new Set([...(regression?.new_failures ?? []), ...failing.filter((name) => !known.includes(name))])];
};

const differenceOf = (after: Measured, before: Measured): Measured => ({
  packages_installed: minus(after.packages_installed, before.packages_installed),
  total_tests: minus(after.total_tests, before.total_tests),
  failed: minus(after.failed, before.failed),
});

const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

/** "New failures: NONE" beside more failures than the predecessor had, or others. */
const moreFailures = (
  { regression }: Results,
  after: Measured,
  before: Measured,
  names: readonly string[],
): Finding[] => {
  const more = minus(after.failed, before.failed) ?? 0;
  if ((more <= 0 && names.length === 0) || regression?.new_failures?.length !== 0) return [];
  const which = names.length > 0 ? `: ${names.join(", ")}` : "";
  const found = `New failures: NONE, beside ${after.failed} failures where the predecessor had ${before.failed}${which}`;
  return [find("baseline.new_failures", { found, fix: "Mend the new failures, or name them." })];
};

/** Packages and tests only go away on purpose, in a cleanup. */
const shrinking = (id: string, after: Measured, before: Measured): Finding[] => {
  if (isCleanup(id)) return [];
  const shrunk = (
    [
      ["packages_installed", "Packages installed"],
      ["total_tests", "Total tests"],
    ] as const
  ).filter(([name]) => (minus(after[name], before[name]) ?? 0) < 0);
  return shrunk.map(([name, title]) =>
    find("baseline.shrinks", {
      found: `${title} ${after[name]}, where the predecessor had ${before[name]}`,
      fix: "Bring back what is gone, or hand it over as CLEANUP-<N>.",
    }),
  );
};
