import { describe, expect, test } from "vitest";
import { measuredIn } from "../../shared/builder-handoffs/baseline.ts";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { resultsFrom } from "./documents.ts";
import { BASELINE, REGRESSION, TESTS, changed, rulesOf, text, whole, withSection } from "./results-under-test.ts";

describe("the counts of a results file", () => {
  test("failing tests of this package are told, once they add up", () => {
    const document = withSection(
      TESTS,
      text(TESTS).replace("Passed: 12", "Passed: 11").replace("Failed: 0", "Failed: 1"),
    );
    expect(rulesOf(document)).toEqual(["results.tests.failed"]);
  });

  test("a regression of fewer tests than the package's, or by the package's own command, is none", () => {
    const few = text(REGRESSION).replaceAll("829", "11");
    expect(
      rulesOf(
        resultsFrom("H-32", {
          ...whole,
          [REGRESSION ?? ""]: few,
          [BASELINE ?? ""]: text(BASELINE).replace("829", "11"),
        }),
      ),
    ).toEqual(["results.regression.partial"]);
    expect(rulesOf(changed(REGRESSION, /Command: .*/, "Command: `python3 -m pytest PKG-BUDGETER-001 -v`"))).toEqual([
      "results.regression.partial",
    ]);
  });

  test.each([
    ["results.tests.none", TESTS, "12"],
    ["results.regression.none", REGRESSION, "829"],
  ])("%s is told of a run in which no test passed", (rule, name, count) => {
    const none = text(name).replaceAll(count, "0");
    const skipped = text(name).replace(`Passed: ${count}`, "Passed: 0").replace("Skipped: 0", `Skipped: ${count}`);
    expect(rulesOf(withSection(name, none))).toContain(rule);
    expect(rulesOf(withSection(name, skipped))).toEqual([rule]);
  });

  test("errors may be among the failed or beside them, and are failures", () => {
    const broken = (total: number, failed: number) =>
      changed(
        REGRESSION,
        /- Total: .*\n- Passed: .*\n- Failed: .*/,
        `- Total: ${total}\n- Passed: 826\n- Failed: ${failed}\n- Errors: 3`,
      );
    for (const document of [broken(829, 0), broken(829, 3)]) expect(rulesOf(document)).toEqual([]);
    expect(rulesOf(broken(827, 0))).toContain("results.regression.arithmetic");
    expect(measuredIn(judgeResults(broken(829, 0)).parsed).failed).toBe(3);
  });

  test("a table by package tells of parts, beside the counts of the whole", () => {
    const table = "| Package | Total | Passed |\n|---|---|---|\n| PKG-A | 400 | 400 |\n| PKG-B | 429 | 429 |";
    expect(rulesOf(withSection(REGRESSION, `${text(REGRESSION)}\n\n${table}`))).toEqual([]);
  });

  test.each([
    ["12/13 tests passed", ["results.tests.failed"]],
    ["- 12 of 13 tests passed", ["results.tests.failed"]],
    ["- Result: 12/13 passed", ["results.tests.failed"]],
    ["13/13 tests passed", ["results.counts.wording"]],
  ])("reads a part of a whole: %s", (told, rules) => {
    const document = withSection(TESTS, `${told}\n- Command: \`pytest a\``);
    expect(rulesOf(document)).toEqual(rules);
    expect(judgeResults(document).parsed.tests).toMatchObject({ total: 13, skipped: 0 });
  });

  test("holds a part of a whole against the counts", () => {
    expect(rulesOf(changed(TESTS, "Passed: 12", "Passed: 12/13"))).toEqual(["results.tests.conflict"]);
    expect(rulesOf(changed(TESTS, "Passed: 12", "Passed: 12/12"))).toEqual([]);
  });

  test.each(["→", "->", "to"])("takes what a count came to: 8 %s 9", (arrow) => {
    const told = `- Packages installed: 20 ${arrow} 21\n- Total tests (all staged): 817 ${arrow} 829`;
    const document = withSection(BASELINE, told);
    expect(rulesOf(document)).toEqual([]);
    expect(judgeResults(document).parsed.baseline).toEqual({ packages_installed: 21, total_tests: 829 });
    expect(rulesOf(changed(REGRESSION, "Total: 829 tests", `Total: 817 ${arrow} 829 tests`))).toEqual([]);
  });

  test("skipped tests may be in the total or beside it", () => {
    const skipped = (total: number) =>
      text(TESTS).replace("12 tests", `${total} tests`).replace("Skipped: 0", "Skipped: 3");
    expect(rulesOf(withSection(TESTS, skipped(15)))).toEqual([]);
    expect(rulesOf(withSection(TESTS, skipped(12)))).toEqual([]);
    expect(rulesOf(withSection(TESTS, skipped(14)))).toEqual(["results.tests.arithmetic"]);
  });

  test.each([
    [
      "a table",
      "| Metric | Value |\n|---|---|\n| Total | 12 |\n| Passed | 12 |\n| Failed | 0 |\n| Skipped | 0 |\n| Command | pytest a |",
      [],
    ],
    [
      "a table of columns",
      "| Total | Passed | Failed | Skipped |\n|---|---|---|---|\n| 12 | 12 | 0 | 0 |\n\nCommand: pytest a",
      [],
    ],
    ["one line", "Total 12, Passed 12, Failed 0, Skipped 0\n\nCommand: pytest a", []],
    ["bold labels", "**Total:** 12 tests\n**Passed:** 12\n**Failed:** 0\n**Skipped:** 0\n**Command:** pytest a", []],
    ["a bare summary", "13 passed in 0.17s\n\nCommand: pytest a", ["results.counts.wording"]],
    [
      "a summary with failures",
      "= 811 passed, 2 failed, 1 skipped in 9.80s =\n\nCommand: pytest a",
      ["results.tests.failed", "results.counts.wording"],
    ],
  ])("reads counts from %s", (_, value, rules) => {
    const document = resultsFrom("H-32", { ...whole, [TESTS ?? ""]: value });
    expect(rulesOf(document)).toEqual(rules);
    expect(judgeResults(document).parsed.tests?.total).toBeGreaterThan(10);
  });

  test("reads `Total 829, Passed 829, Failed 26`, and says that it does not add up", () => {
    const document = withSection(
      REGRESSION,
      "Total 829, Passed 829, Failed 26\n\nSkipped: 0\nCommand: pytest _staging\nNew failures: NONE",
    );
    const { findings } = judgeResults(document);
    expect(findings).toMatchObject([
      { rule: "results.regression.arithmetic", found: "Total 829, Passed 829, Failed 26" },
    ]);
  });
});
