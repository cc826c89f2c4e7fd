import { type Finding, findingsBy } from "./finding.ts";
import type { Counts } from "./counts.ts";
import { commandFault } from "./regression-command.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import { judgeRun, type TestRun } from "./results-tests.ts";
import { isBlank, isPlaceholder } from "./evidence.ts";
import { type Section } from "./section.ts";
import { failingTestsIn, hasException, testNamesIn } from "./test-name.ts";

export type Regression = TestRun & {
  /** What the builder says was new: none, or which; null where nothing is said. */
  new_failures: string[] | null;
  /** Tests that are named as failing, new or not. */
  failing_tests: string[];
};

type In = Section<ResultsSection>;
const find = findingsBy(resultsRules);

/** All staged packages' tests: counted, adding up, more than this package's, and what is new among the failures. */
export const judgeRegression = (
  section: In,
  tests: TestRun | null,
  issues: In | undefined,
): { run: Regression; findings: Finding[] } => {
  const { run, counts, findings } = judgeRun("results.regression", section);
  const { new_failures, ...stated } = newFailuresIn(section);
  const failing_tests = failingTestsIn([...section.lines, ...(issues?.lines ?? [])].map(({ text }) => text));
  return {
    run: { ...run, new_failures, failing_tests },
    findings: [...findings, ...judgePartial(run, tests, counts, section), ...stated.findings],
  };
};

/** A regression that ran this package's own tests, fewer than those, or a part of all staged tests, is none. */
const judgePartial = (run: TestRun, tests: TestRun | null, counts: Counts, section: In): Finding[] => {
  const line = counts.total?.line ?? section.line;
  const fix = "Run the tests of all staged packages and write what came out.";
  const fewer = run.total !== null && tests?.total != null && run.total < tests.total;
  const written = run.command === null || isBlank(run.command) ? undefined : run.command;
  const command = written === undefined ? undefined : commandFault(written);
  if (command && !command.runsTests)
    return [find("results.regression.command", { line, found: `${command.why}: ${run.command}`, fix })];
  const deselected = counts.deselected?.value ?? 0;
  const why = fewer
    ? `${run.total} tests, fewer than this package's ${tests.total}`
    : written !== undefined && written === tests?.command
      ? `The command of this package's tests: ${run.command}`
      : (command?.why ?? (deselected > 0 ? `${deselected} tests were deselected` : undefined));
  return why === undefined ? [] : [find("results.regression.partial", { line, found: why, fix })];
};

/** `None of note` and `no idea` are no NONE. */
const NONE =
  /^(?:none|no|nil|zero|0)(?: (?:new )?(?:test )?(?:failures?|exceptions?))?(?: \((?:without|no) exceptions?\))?\.?$/i;
const UNCLEAR = /^\[?(?:N\/?A|unknown|list or none|none|no|0|nil|zero)\b/i;

/** `New failures introduced by this agent: NONE`, or a list of them, on that line or below it. */
const newFailuresIn = ({ lines, line }: In): { new_failures: string[] | null; findings: Finding[] } => {
  const labelled = lines.findIndex(({ text, cells }) => /^new (?:test )?failures\b/i.test(cells?.[0] ?? text));
  const inWords = lines.findIndex(({ text }) => /\b(?:no|0|zero) new (?:test )?failures\b/i.test(text));
  const start = labelled < 0 ? inWords : labelled;
  const stated = lines[start];
  if (!stated) return unstated(line, "Nothing is said of new failures");
  const value = stated.cells?.[1] ?? stated.text.replace(/^new (?:test )?failures\b[^:]{0,60}:?\s*/i, "");
  const isNone = start !== labelled || NONE.test(value);
  if (isNone && !hasException(value)) return { new_failures: [], findings: [] };
  const named =
    value === ""
      ? lines
          .slice(start + 1)
          .map(({ text }) => text)
          .filter((text) => testNamesIn([text]).length > 0)
      : [value];
  if (named.length === 0 || named.every((text) => isPlaceholder(text) || (UNCLEAR.test(text) && !hasException(text))))
    return unstated(stated.line, stated.text);
  const names = testNamesIn(named);
  const new_failures = names.length > 0 ? names : named.map((text) => text.slice(0, 200));
  const found = new_failures.join(", ");
  return {
    new_failures,
    findings: [
      find("results.regression.new_failures", {
        line: stated.line,
        found,
        fix: "Mend what this handoff broke and run the regression again.",
      }),
    ],
  };
};

const unstated = (line: number, found: string) => ({
  new_failures: null,
  findings: [
    find("results.regression.unstated", {
      line,
      found,
      fix: "Write New failures introduced by this agent: NONE, or name each.",
    }),
  ],
});
