import { type CountName, type Counts, countsOf } from "./counts.ts";
import { type Finding, findingsBy } from "./finding.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import { type Field, fieldsOf, isPlaceholder, type Section } from "./section.ts";

/** What one test run came to. A count is null where it is not written as a number. */
export type TestRun = Record<CountName, number | null> & { command: string | null };

type In = Section<ResultsSection>;
type Kind = "results.tests" | "results.regression";
const find = findingsBy(resultsRules);

/** This package's tests: counted, adding up, none failing (Constraint 4: "All tests must pass"). */
export const judgeTests = (section: In): { run: TestRun; findings: Finding[] } => {
  const { run, counts, findings } = judgeRun("results.tests", section);
  const failed = run.failed ?? 0;
  return {
    run,
    findings: [
      ...findings,
      ...(failed > 0 && addsUp(run)
        ? [
            find("results.tests.failed", {
              line: counts.failed?.line,
              found: `${failed} failed`,
              fix: "Make every test of this package pass.",
            }),
          ]
        : []),
    ],
  };
};

/** The counts of a run, whether they add up, and its command. */
export const judgeRun = (kind: Kind, section: In): { run: TestRun; counts: Counts; findings: Finding[] } => {
  const counts = countsOf(section.lines);
  const command = fieldsOf(section.lines).find(({ label }) => /^(?:full )?command$/.test(label));
  const count = (name: CountName) => counts[name]?.value ?? null;
  const run: TestRun = {
    total: count("total"),
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    command: command?.value ?? null,
  };
  return {
    run,
    counts,
    findings: [...judgeCounts(kind, section, counts), ...judgeSum(kind, run, counts), ...noCommand(section, command)],
  };
};

const judgeCounts = (kind: Kind, { line, name }: In, counts: Counts): Finding[] => {
  if (counts.isSummary)
    return [
      find("results.counts.wording", { ...at(counts), fix: "Write Total, Passed, Failed and Skipped, a line each." }),
    ];
  return (["total", "passed", "failed", "skipped"] as const).flatMap((each) => {
    const counted = counts[each];
    const label = `${each.charAt(0).toUpperCase()}${each.slice(1)}`;
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

/** Whether skipped tests are in the total is told differently by different runners: both are right. */
const addsUp = ({ total, passed, failed, skipped }: TestRun): boolean => {
  if (total === null || passed === null || failed === null) return true;
  return total === passed + failed || total === passed + failed + (skipped ?? 0);
};

const judgeSum = (kind: Kind, run: TestRun, { total }: Counts): Finding[] => {
  if (addsUp(run)) return [];
  const found = `Total ${run.total}, Passed ${run.passed}, Failed ${run.failed}${run.skipped ? `, Skipped ${run.skipped}` : ""}`;
  const sum = (run.passed ?? 0) + (run.failed ?? 0) + (run.skipped ?? 0);
  return [
    find(`${kind}.arithmetic`, {
      line: total?.line,
      found,
      fix: `Passed, Failed and Skipped come to ${sum}. Count again and correct what is wrong.`,
    }),
  ];
};

const noCommand = ({ line, name }: In, command: Field | undefined): Finding[] =>
  command && !isPlaceholder(command.value)
    ? []
    : [
        find("results.template.field", {
          line,
          found: `"${name}" has no Command`,
          fix: "Write Command: and what was run.",
        }),
      ];
