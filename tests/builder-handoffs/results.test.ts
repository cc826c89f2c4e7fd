import { describe, expect, test } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { resultsOf } from "./documents.ts";
import {
  ARCHIVES,
  BASELINE,
  CLEAN_ROOM,
  CREATED,
  ISSUES,
  MODIFIED,
  NOTES,
  REGRESSION,
  TESTS,
  changed,
  rulesOf,
  text,
  whole,
  withSection,
  without,
} from "./results-under-test.ts";

describe("a results file", () => {
  test("passes with no finding when it is the standard's template filled in", () => {
    expect(judgeResults(resultsOf("H-32"), "H-32")).toMatchObject({ verdict: "pass", findings: [] });
  });

  test.each([CREATED, TESTS, REGRESSION, BASELINE, CLEAN_ROOM])("without %s fails with that one finding", (name) => {
    expect(judgeResults(without(name))).toMatchObject({
      verdict: "fail",
      findings: [{ rule: "results.section.missing" }],
    });
    expect(rulesOf(without(name))).toHaveLength(1);
  });

  test.each(Object.keys(whole))("without the heading of %s alone has that one finding", (name) => {
    expect(rulesOf(resultsOf("H-32").replace(`## ${name}\n`, ""))).toHaveLength(1);
  });

  test.each([CREATED, TESTS, REGRESSION, BASELINE, CLEAN_ROOM])(
    "whose %s says nothing fails with that one finding",
    (name) => {
      const setIn = text(name).replaceAll(/^/gm, "    ");
      for (const value of [
        setIn,
        "",
        "```\nTotal: 12\n```",
        "TBD",
        "<!-- later -->",
        "[paste or reference]",
        "~~Total: 12~~",
      ])
        expect(rulesOf(withSection(name, value)), value).toEqual(["results.section.empty"]);
    },
  );

  test.each([TESTS, REGRESSION, BASELINE, CLEAN_ROOM])("whose %s is told to be none says nothing", (name) => {
    for (const value of ["N/A", "- None", "not run.", "x", "- pending"])
      expect(rulesOf(withSection(name, value)), value).toEqual(["results.section.empty"]);
  });

  test.each([MODIFIED, ARCHIVES, ISSUES, NOTES])(
    "without %s, or with an empty one, passes with one warning",
    (name) => {
      expect(judgeResults(without(name)).verdict).toBe("pass");
      expect(rulesOf(without(name))).toEqual(["results.template.missing"]);
      expect(rulesOf(withSection(name, ""))).toEqual(["results.template.empty"]);
    },
  );

  test.each([
    ["results.tests.count", TESTS, "- Total: 12 tests\n"],
    ["results.tests.count", TESTS, "- Passed: 12\n"],
    ["results.tests.count", TESTS, "- Failed: 0\n"],
    ["results.template.field", TESTS, "- Skipped: 0\n"],
    ["results.template.field", TESTS, /\n- Command.*/],
    ["results.regression.count", REGRESSION, "- Total: 829 tests\n"],
    ["results.regression.count", REGRESSION, "- Passed: 829\n"],
    ["results.regression.count", REGRESSION, "- Failed: 0\n"],
    ["results.regression.command", REGRESSION, /- Command.*\n/],
    ["results.regression.unstated", REGRESSION, /\n- New failures.*/],
    ["results.baseline.count", BASELINE, "- Packages installed: 21\n"],
    ["results.baseline.count", BASELINE, /\n- Total tests.*/],
    ["results.cleanroom.count", CLEAN_ROOM, "- Packages installed: 21\n"],
    ["results.cleanroom.order", CLEAN_ROOM, /- Install order.*\n/],
    ["results.cleanroom.tests", CLEAN_ROOM, /- All tests pass.*\n/],
    ["results.template.field", CLEAN_ROOM, /\n- Full command log.*/],
  ])("%s is the one finding for a line that is left out of %s: %s", (rule, name, line) => {
    expect(rulesOf(changed(name, line, ""))).toEqual([rule]);
  });

  test.each([
    ["results.template.field", TESTS, /Command: .*/, "Command: N/A"],
    ["results.regression.command", REGRESSION, /Command: .*/, "Command: none"],
    ["results.template.field", CLEAN_ROOM, /log: .*/, "log: not recorded"],
    ["results.tests.number", TESTS, "Passed: 12", "Passed: N/A"],
    ["results.tests.number", TESTS, "Failed: 0", "Failed: TBD"],
    ["results.regression.number", REGRESSION, "829 tests", "N tests"],
    ["results.regression.unstated", REGRESSION, "NONE", "[list or NONE]"],
    ["results.regression.unstated", REGRESSION, "NONE", "N/A"],
    ["results.regression.unstated", REGRESSION, "NONE", "no idea"],
    ["results.regression.unstated", REGRESSION, "NONE", "None of note"],
    ["results.regression.unstated", REGRESSION, "NONE", "NONE known"],
    ["results.regression.new_failures", REGRESSION, "NONE", "test_dispatch_order"],
    ["results.baseline.number", BASELINE, "installed: 21", "installed: N/A"],
    ["results.baseline.number", BASELINE, "staged): 829", "staged): TBD"],
    ["results.baseline.differs", BASELINE, "staged): 829", "staged): 828"],
    ["results.cleanroom.number", CLEAN_ROOM, "installed: 21", "installed: all"],
    ["results.cleanroom.order", CLEAN_ROOM, /order: .*/, "order: as before"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "NO"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "YES/NO"],
    ["results.tests.arithmetic", TESTS, "Passed: 12", "Passed: 11"],
    ["results.regression.arithmetic", REGRESSION, "Failed: 0", "Failed: 26"],
    ["results.tests.failed", TESTS, "Skipped: 0", "Skipped: 0\n- Errors: 3"],
    ["results.tests.conflict", TESTS, "Skipped: 0", "Skipped: 0\n\nTotal 12, Passed 10, Failed 2"],
    ["results.tests.conflict", TESTS, "Skipped: 0", "Skipped: 0\n\n10 passed, 2 failed in 0.2s"],
    ["results.tests.conflict", TESTS, "Failed: 0", "Failed: 0\n- Failed: 2"],
    ["results.regression.conflict", REGRESSION, "Skipped: 0", "Skipped: 0\n- Total tests: 830"],
    ["results.regression.partial", REGRESSION, "Skipped: 0", "Skipped: 0\n- Deselected: 5"],
    ["results.baseline.conflict", BASELINE, "installed: 21", "installed: 21\n- Packages: 22"],
    ["results.cleanroom.conflict", CLEAN_ROOM, "installed: 21", "installed: 21\n- Package count: 20"],
    ["results.cleanroom.arithmetic", CLEAN_ROOM, "installed: 21", "installed: 2"],
    ["results.cleanroom.arithmetic", CLEAN_ROOM, "installed: 21", "installed: 0"],
    ["results.cleanroom.arithmetic", CLEAN_ROOM, "installed: 21", "installed: 22"],
    ["results.cleanroom.arithmetic", BASELINE, "installed: 21", "installed: 0"],
    ["results.files.unlisted", CREATED, /^.*$/s, "Several files were created in the kernel."],
    ["results.files.unlisted", CREATED, /^/, "- Three config files\n"],
    ["results.files.unlisted", MODIFIED, /^.*$/s, "Some gates."],
    ["results.files.unlisted", ARCHIVES, /^.*$/s, "- The archive of the budgeter"],
    ["results.regression.new_failures", REGRESSION, "NONE", "NONE, except test_a"],
    ["results.regression.new_failures", REGRESSION, "NONE", "None but one"],
    ["results.regression.new_failures", REGRESSION, "NONE", "0 apart from PKG-B"],
    ["results.regression.new_failures", REGRESSION, "NONE", "NONE: test_a, test_b"],
    ["results.regression.new_failures", REGRESSION, "NONE", "NONE (a.py::test_a)"],
    ["results.regression.new_failures", REGRESSION, /New failures.*/, "No new failures other than test_a"],
    ["results.cleanroom.order", CLEAN_ROOM, "→ PKG-BUDGETER-001", "→ PKG-BUDGETER-001 → PKG-KERNEL-001"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "YES (309/310)"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "YES — 2 failed, then fixed"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "YES except PKG-B"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "Yes, all but one"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "PASS, excluding PKG-B"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "YES (not test_a)"],
    ["results.cleanroom.tests", CLEAN_ROOM, "YES", "YESTERDAY"],
  ])("%s is the one finding when %s says %s → %s", (rule, name, from, to) => {
    expect(rulesOf(changed(name, from, to))).toEqual([rule]);
  });

  test("what stands below a second heading of the same name counts too", () => {
    const more = `${resultsOf("H-32")}\n\n## Test Results\n\n- Failed: 3\n`;
    expect(rulesOf(more)).toEqual(["results.tests.conflict", "results.section.duplicate"]);
  });

  test.each(["# Results: Budgeter", "# RESULTS — Budgeter", "# RESULTS: HANDOFF-17 --"])(
    "may be titled %s",
    (title) => {
      const document = resultsOf("H-32").replace(/^# .*/, title);
      expect(judgeResults(document)).toMatchObject({ verdict: "pass" });
      expect(rulesOf(document)).toEqual(title.includes("-17") ? ["results.id.legacy"] : []);
    },
  );

  test("of another handoff, or without a title, is told", () => {
    expect(rulesOf(resultsOf("H-31"), "H-32")).toEqual(["results.id.mismatch"]);
    expect(rulesOf(resultsOf("H-32").replace(/^# .*/, ""))).toEqual(["results.title.missing"]);
  });

  test.each([
    ["a list", "- Install order:\n  1. PKG-KERNEL-001\n  2. PKG-BUDGETER-001\n"],
    ["a list of bare names", "- Install order:\n  - PKG-KERNEL-001 (first)\n  - PKG-BUDGETER-001\n"],
    ["a list below its heading", "\n### Install order\n\n1. PKG-KERNEL-001\n2. PKG-BUDGETER-001\n\n### And\n\n"],
    [
      "a list below a heading of the section's level",
      "\n## Install order\n\n1. PKG-KERNEL-001\n2. PKG-BUDGETER-001\n\n",
    ],
    ["a row", "\n| What | How |\n|---|---|\n| Install order | PKG-KERNEL-001 → PKG-BUDGETER-001 |\n\n"],
    ["a column", "\n| Step | Install order |\n|---|---|\n| 1 | PKG-KERNEL-001 |\n| 2 | PKG-BUDGETER-001 |\n\n"],
  ])("may write its install order as %s", (_, order) => {
    const { parsed, findings } = judgeResults(changed(CLEAN_ROOM, /- Install order.*\n/, order));
    expect(findings).toEqual([]);
    expect(parsed.clean_room?.install_order).toEqual(["PKG-KERNEL-001", "PKG-BUDGETER-001"]);
  });

  test("may list names without ids in its install order, each once", () => {
    const listed = (last: string) =>
      changed(CLEAN_ROOM, /order: .*/, `order:\n  1. kernel\n  2. framework\n  3. ${last}`);
    expect(judgeResults(listed("budgeter")).parsed.clean_room?.install_order).toEqual([
      "kernel",
      "framework",
      "budgeter",
    ]);
    expect(rulesOf(listed("budgeter"))).toEqual([]);
    expect(rulesOf(listed("kernel"))).toEqual(["results.cleanroom.order"]);
  });

  test("may say in its own words that nothing fails anew, and in which order it installed", () => {
    expect(rulesOf(changed(REGRESSION, /- New failures.*/, "- 0 new failures."))).toEqual([]);
    const { parsed, findings } = judgeResults(changed(CLEAN_ROOM, /order: .*/, "order: kernel → framework → budgeter"));
    expect(findings).toEqual([]);
    expect(parsed.clean_room?.install_order).toEqual(["kernel", "framework", "budgeter"]);
  });

  test.each(["NONE", "none.", "0", "NONE (without exception)", "No exceptions"])(
    "may call new failures %s",
    (value) => {
      expect(rulesOf(withSection(REGRESSION, text(REGRESSION).replace("NONE", value)))).toEqual([]);
    },
  );

  test("may say which files it deleted", () => {
    expect(rulesOf(`${resultsOf("H-32")}\n\n## Files Deleted\n\n- HOT/kernel/old.py\n`)).toEqual([]);
  });

  test("may write its headings at any level, in any case, and with CRLF", () => {
    expect(
      rulesOf(resultsOf("H-32").replaceAll(/^## (.*)/gm, (_, name: string) => `#### ${name.toUpperCase()}`)),
    ).toEqual([]);
    expect(rulesOf(resultsOf("H-32").replaceAll("\n", "\r\n"))).toEqual([]);
  });

  test("keeps the blockers when there are more findings than can be told", () => {
    const files = Array.from({ length: 300 }, (_, at) => `- f${at}.py (SHA256: TBD)`).join("\n");
    const { verdict, findings } = judgeResults(withSection(CREATED, files));
    expect(verdict).toBe("fail");
    expect(findings).toHaveLength(100);
  });
});
