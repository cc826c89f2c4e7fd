import { describe, expect, test } from "vitest";
import { judgePlanned } from "../../shared/builder-handoffs/planned-tests.ts";

const run = (total: number | null) => ({ total, passed: total, failed: 0, skipped: 0, errors: null, command: null });
const plan = (tests: number, minimum_tests: number, named: boolean) => ({
  tests,
  minimum_tests,
  named,
  source_files: {},
});

describe("the tests that ran", () => {
  test.each([
    ["as many as are planned", plan(12, 10, true), 12, 0],
    ["one fewer than are planned by name", plan(12, 10, true), 11, 1],
    ["fewer than were guessed, and as many as the standard asks for", plan(30, 25, false), 25, 0],
    ["fewer than the standard asks for", plan(30, 25, false), 24, 1],
    ["fewer than the standard asks for, though as many as planned", plan(3, 10, true), 3, 1],
    ["a number that nobody wrote", plan(12, 10, true), null, 0],
  ])("may not be fewer than the spec plans: %s", (_, planned, total, findings) => {
    expect(judgePlanned(planned, run(total))).toHaveLength(findings);
  });

  test("are not held against anything where the results have no such section", () => {
    expect(judgePlanned(plan(12, 10, true), null)).toEqual([]);
  });
});
