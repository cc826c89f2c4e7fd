import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../shared/workflow-handoffs/outcome.ts";
import { broken, readyForQa, readyToComplete } from "./given.ts";

const passing = [
  ...["passed", "pass", "Passed.", "`passed`", "ready_to_complete", "ready to complete", "commit_ready", "QA passed"],
  ...[
    "QA PASS",
    "gate passed",
    "all checks passed",
    "success",
    "ok",
    "\u2705 passed",
    "passed_with_notes",
    "Tests pass",
  ],
  ...[
    "passed 4 of 4",
    "0 failed, 12 passed",
    "No findings: QA passed",
    "not blocked, passed",
    "passed without failures",
  ],
  ...["passed, human review required", "passed after two failed runs", "No failing tests and all checks passed"],
];
const notPassing = [
  ...["not passed", "did not pass", "didn't pass", "has not yet passed", "no tests passed", "nothing passed", "not ok"],
  ...[
    "QA blocked",
    "blocked",
    "failed",
    "failed to pass",
    "2 tests failed, the others passed",
    "not ready_to_complete",
  ],
  ...["\u274c failed", "0 passed", "never passed", "neither passed nor failed", "QA cannot pass"],
];
const undecided = [
  ...["passed 3 of 4", "3/4 passed", "90% of the checks passed", "partially passed", "passed except the import"],
  ...["needs_review", "needs_implementation", "needs review, tests pass", "expected to pass", "must pass QA", ""],
  ...["developer_pass", "another pass", "all but one passed", "no failures", "bypassed", "pass rate 80", "passport"],
];

describe("a result in its own words", () => {
  test.each(passing)("is passed: %s", (result) => {
    expect(outcomeOf(result)).toBe("passed");
  });

  test.each(notPassing)("is blocked where a pass is denied or a failure is stated: %s", (result) => {
    expect(outcomeOf(result)).toBe("blocked");
  });

  test.each(undecided)("is neither where it is not a whole pass: %s", (result) => {
    expect(outcomeOf(result)).toBe("other");
  });
});

describe("a pass in its own words", () => {
  const stale = { acceptance_verification_current: false };
  const reported = { ...readyForQa, blockers: "The acceptance verification of criterion 4 is stale." };

  test.each(["QA passed", "all checks passed", "\u2705 passed"])("is heard by each rule: %s", (result) => {
    const again = { immediate_next_step: "Run ai/commands/workflow-state.sh --ready-to-complete" };
    expect(broken({ ...readyToComplete, ...again, result })).toEqual(["passed-gate-not-repeated immediate_next_step"]);
    expect(broken({ ...readyForQa, result, blockers: "The search test fails." })).toEqual(["blockers-agree blockers"]);
    expect(broken({ ...reported, result }, stale)).toContain("acceptance-verification-current result");
  });

  test.each(["did not pass", "QA blocked", "passed 3 of 4"])("is none with a stale verification: %s", (result) => {
    expect(broken({ ...reported, result }, stale)).toEqual([]);
  });
});
