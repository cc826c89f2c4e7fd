import { type CountName, type Counts, countsOf } from "./counts.ts";
import { type Finding, findingsBy } from "./finding.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import { isBlank } from "./evidence.ts";
import { type Field, fieldsOf, type Section } from "./section.ts";

/** What one test run came to. A count is null where it is not written as a number; errors are tests that broke off. */
export type TestRun = Record<CountName | "errors", number | null> & { command: string | null };

type In = Section<ResultsSection>;
type Kind = "results.tests" | "results.regression";
const find = findingsBy(resultsRules);

/** This package's tests: counted, adding up, none failing (Constraint 4: "All tests must pass"). */
export const judgeTests = (section: In): { run: TestRun; findings: Finding[] } => {
  const { run, counts, findings } = judgeRun("results.tests", section);
  const failed = failedIn(run) ?? 0;
  if (failed === 0 || !addsUp(run)) return { run, findings };
  const line = (run.failed === 0 ? counts.errors : counts.failed)?.line;
  const found = run.errors ? `${run.failed} failed, ${run.errors} broke off with an error` : `${failed} failed`;
  return {
    run,
    findings: [
      ...findings,
      find("results.tests.failed", { line, found, fix: "Make every test of this package pass." }),
    ],
  };
};

/** How many tests did not pass that ran: those with an error have failed too. */
export const failedIn = ({ failed, errors }: Pick<TestRun, "failed" | "errors">): number | null =>
  failed === null ? null : failed + (errors ?? 0);

/** The counts of a run, whether they add up, and its command. */
export const judgeRun = (kind: Kind, section: In): { run: TestRun; counts: Counts; findings: Finding[] } => {
  const counts = countsOf(section.lines);
  const command = fieldsOf(section.lines).find(({ label }) => /^(?:full )?command$/.test(label));
  const count = (name: CountName | "errors") => counts[name]?.value ?? null;
  const run: TestRun = {
    total: count("total"),
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    errors: count("errors"),
    command: command?.value ?? null,
  };
  return {
    run,
    counts,
    findings: [
      ...judgeCounts(kind, section, counts),
      ...judgeSum(kind, run, counts),
      ...noneRan(kind, run, counts),
      ...noCommand(kind, section, command),
    ],
  };
};

const judgeCounts = (kind: Kind, { line, name }: In, counts: Counts): Finding[] => {
  if (counts.isSummary === "fraction" && counts.failed?.value !== 0) return [];
  if (counts.isSummary)
    return [
      find("results.counts.wording", { ...at(counts), fix: "Write Total, Passed, Failed and Skipped, a line each." }),
    ];
  return (["total", "passed", "failed", "skipped"] as const).flatMap((each) => {
    const counted = counts[each];
    const label = titleOf(each);
    if (!counted)
      return [
        find(each === "skipped" ? "results.template.field" : `${kind}.count`, {
          line,
          found: `"${name}" has no ${label}`,
          fix: `Write ${label}: and the number.`,
        }),
      ];
    if (counted.value !== undefined) return [];
    return [
      find(`${kind}.number`, {
        line: counted.line,
        found: `${label}: ${counted.written}`,
        fix: `Write how many tests: a whole number.`,
      }),
    ];
  });
};

const at = ({ total }: Counts) => ({ line: total?.line, found: total?.written ?? "" });

/** Whether skipped tests are in the total, and whether errors are among the failed, is told differently by different runners. */
const addsUp = ({ total, passed, failed, skipped, errors }: TestRun): boolean => {
  if (total === null || passed === null || failed === null) return true;
  const least = passed + failed;
  return [0, skipped ?? 0].some((more) => total === least + more || total === least + more + (errors ?? 0));
};

/** One finding for numbers that cannot all be right: two for one count, or a sum that is none. */
const judgeSum = (kind: Kind, run: TestRun, { total, conflict }: Counts): Finding[] => {
  if (conflict) {
    const { name, first, other } = conflict;
    const found = `${titleOf(name)}: ${first.written}, and on line ${other.line}: ${other.written}`;
    return [find(`${kind}.conflict`, { line: first.line, found, fix: "Both cannot be right. Leave the one that is." })];
  }
  if (addsUp(run)) return [];
  const more = (["skipped", "errors"] as const)
    .filter((name) => run[name])
    .map((name) => `, ${titleOf(name)} ${run[name]}`);
  const found = `Total ${run.total}, Passed ${run.passed}, Failed ${run.failed}${more.join("")}`;
  const sum = (run.passed ?? 0) + (run.failed ?? 0) + (run.skipped ?? 0) + (run.errors ?? 0);
  const fix = `Passed, Failed and Skipped come to ${sum}. Count again and correct what is wrong.`;
  return [find(`${kind}.arithmetic`, { line: total?.line, found, fix })];
};

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A run in which nothing passed and nothing failed has tested nothing. */
const noneRan = (kind: Kind, run: TestRun, { passed }: Counts): Finding[] =>
  run.passed === 0 && failedIn(run) === 0 && addsUp(run)
    ? [
        find(`${kind}.none`, {
          line: passed?.line,
          found: `No test passed, of ${run.total ?? 0}`,
          fix: "Run the tests and write what came out.",
        }),
      ]
    : [];

/** That all staged packages were tested is shown by the command, so the regression's decides; the other is asked for. */
const noCommand = (kind: Kind, { line, name }: In, command: Field | undefined): Finding[] => {
  if (command && !isBlank(command.value)) return [];
  const rule = kind === "results.regression" ? "results.regression.command" : "results.template.field";
  return [find(rule, { line, found: `"${name}" has no Command`, fix: "Write Command: and what was run." })];
};
