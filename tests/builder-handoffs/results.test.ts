import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measuredIn } from "../../shared/builder-handoffs/baseline.ts";
import { judgePrompt } from "../../shared/builder-handoffs/prompt.ts";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { judgeSpec } from "../../shared/builder-handoffs/spec.ts";
import { resultsFrom, resultsOf, resultsSections } from "./documents.ts";

const whole = resultsSections();
const [STATUS, CREATED, MODIFIED, ARCHIVES, TESTS, REGRESSION, BASELINE, CLEAN_ROOM, ISSUES, NOTES] = Object.keys(
  whole,
) as [string, ...string[]] & string[];
const text = (name = "") => (whole as Record<string, string>)[name] ?? "";
const withSection = (name = "", value: string) => resultsFrom("H-32", { ...whole, [name]: value });
const without = (name = "") =>
  resultsFrom("H-32", Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name)));
const withStatus = (status: string) =>
  resultsFrom("H-32", { [status]: "", ...Object.fromEntries(Object.entries(whole).slice(1)) });
const rulesOf = (document: string, id?: string) => judgeResults(document, id).findings.map(({ rule }) => rule);
const changed = (name: string | undefined, from: string | RegExp, to: string) => {
  const value = text(name).replace(from, to);
  expect(value).not.toBe(text(name));
  return withSection(name, value);
};

const hex = "0123456789abcdef".repeat(4);
const created = (hash: string) => withSection(CREATED, `- HOT/kernel/a.py (${hash})`);

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
      for (const value of ["", "```\nTotal: 12\n```", "TBD", "<!-- later -->", "[paste or reference]", "~~Total: 12~~"])
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

  const all = "Control_Plane_v2/_reboot/_staging/";
  test.each([
    `CONTROL_PLANE_ROOT="$TMPDIR" python3 -m pytest ${all} -v --ignore=<any unvalidated packages>`,
    `CONTROL_PLANE_ROOT="$TMPDIR" python3 -m pytest ${all} -v \\ --ignore=${all}PKG-DRAFT-001 --ignore ${all}PKG-B/tests`,
    "pytest _staging -q --tb short | tee $TMPDIR/log",
    "cd _reboot/_staging && uv run pytest",
    "python3 -m unittest discover -s _reboot/_staging",
    "npx vitest run",
    `bash -lc "python3 -m pytest ${all} -v"`,
    "npm test",
    "go test ./...",
  ])("takes %s as a full regression", (command) => {
    expect(rulesOf(changed(REGRESSION, /Command: .*/, `Command: \`${command}\``))).toEqual([]);
  });

  test.each([
    ["command", "echo ok"],
    ["command", "true # python3 -m pytest _staging"],
    ["command", "all of them"],
    ["command", `python3 -m pytest ${all} --collect-only`],
    ["partial", `python3 -m pytest ${all}PKG-KERNEL-001 -v`],
    ["partial", `python3 -m pytest ${all}kernel/ -v`],
    ["partial", `cd ${all}PKG-KERNEL-001 && python3 -m pytest`],
    ["partial", `python3 -m pytest ${all}tests/test_a.py`],
    ["partial", `python3 -m pytest ${all} -v || true`],
    ["partial", `python3 -m pytest $(cat chosen.txt)`],
    ["partial", `PYTEST_ADDOPTS="-k budget" python3 -m pytest ${all} -v`],
    ["partial", `bash -lc "python3 -m pytest ${all} -k budget"`],
    ["partial", "pytest _staging -k budget"],
    ["partial", "pytest _staging -m 'not slow'"],
    ["partial", "pytest _staging --deselect=test_a"],
    ["partial", "pytest _staging --lf"],
    ["partial", `pytest ${all} --ignore=${all}`],
    ["partial", `pytest ${all} --ignore-glob='*'`],
  ])("results.regression.%s is the one finding for the command %s", (rule, command) => {
    expect(rulesOf(changed(REGRESSION, /Command: .*/, `Command: \`${command}\``))).toEqual([
      `results.regression.${rule}`,
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

  test("what stands below a second heading of the same name counts too", () => {
    const more = `${resultsOf("H-32")}\n\n## Test Results\n\n- Failed: 3\n`;
    expect(rulesOf(more)).toEqual(["results.tests.conflict", "results.section.duplicate"]);
  });

  test("a table by package tells of parts, beside the counts of the whole", () => {
    const table = "| Package | Total | Passed |\n|---|---|---|\n| PKG-A | 400 | 400 |\n| PKG-B | 429 | 429 |";
    expect(rulesOf(withSection(REGRESSION, `${text(REGRESSION)}\n\n${table}`))).toEqual([]);
  });

  test("skipped tests may be in the total or beside it", () => {
    const skipped = (total: number) =>
      text(TESTS).replace("12 tests", `${total} tests`).replace("Skipped: 0", "Skipped: 3");
    expect(rulesOf(withSection(TESTS, skipped(15)))).toEqual([]);
    expect(rulesOf(withSection(TESTS, skipped(12)))).toEqual([]);
    expect(rulesOf(withSection(TESTS, skipped(14)))).toEqual(["results.tests.arithmetic"]);
  });

  test.each([
    ["PASS", "PASS", []],
    ["PARTIAL", "PARTIAL", ["results.status.partial"]],
    ["FAIL", "FAIL", ["results.status.fail"]],
    ["COMPLETE", "PASS", ["results.status.wording"]],
    ["PASS (with regression fix)", "PASS", ["results.status.wording"]],
    ["ALL CHECKS PASS (13/13)", "PASS", ["results.status.wording"]],
    ["ALL CHECKS PASS (12/13)", "PARTIAL", ["results.status.partial"]],
    ["PASSED", "PASS", ["results.status.wording"]],
    ["PASS, except test_a", "PARTIAL", ["results.status.partial"]],
    ["All tests pass but one", "PARTIAL", ["results.status.partial"]],
    ["PASSED WITH FAILURES", "PARTIAL", ["results.status.partial"]],
    ["PASSED with no failures", "PASS", ["results.status.wording"]],
    ["PASSWORD", null, ["results.status.unreadable"]],
    ["✅ PASS", "PASS", ["results.status.wording"]],
    ["PASS | FAIL | PARTIAL", null, ["results.status.unreadable"]],
    ["TBD", null, ["results.status.unreadable"]],
    ["fine", null, ["results.status.unreadable"]],
  ])("status %s is read as %s", (status, read, rules) => {
    const { parsed } = judgeResults(withStatus(`Status: ${status}`));
    expect(parsed.status).toEqual({ written: status, read });
    expect(rulesOf(withStatus(`Status: ${status}`))).toEqual(rules);
    expect(rulesOf(without(STATUS).replace("\n\n", `\n\n**Status:** ${status}\n\n`))).toEqual(rules);
    expect(rulesOf(withStatus("Status").replace("## Status", `## Status\n\n${status}`))).toEqual(rules);
  });

  test("two statuses that differ are a blocker", () => {
    const twice = (status: string) => rulesOf(`${resultsOf("H-32")}\n\n## Status: ${status}\n`);
    expect(twice("FAIL")).toContain("results.status.conflict");
    expect(twice("PASS")).not.toContain("results.status.conflict");
  });

  test("without a status passes with one warning", () => {
    expect(judgeResults(without(STATUS))).toMatchObject({
      verdict: "pass",
      findings: [{ rule: "results.status.missing" }],
    });
  });

  test.each([
    ["results.hash.missing", "new"],
    ["results.hash.bare", hex],
    ["results.hash.length", `sha256:${hex.slice(1)}`],
    ["results.hash.length", `sha256:${hex}0`],
    ["results.hash.length", `SHA256: ${hex.slice(1)}`],
    ["results.hash.case", `sha256:${hex.toUpperCase()}`],
    ["results.hash.truncated", "sha256:6cd18f07..."],
    ["results.hash.truncated", "SHA256: 6cd18f07…"],
    ["results.hash.lookalike", `sha256:${hex.replace("0", "O")}`],
    ["results.hash.lookalike", `sha256:${hex.replace("a", "а")}`],
    ["results.hash.digit", `sha256:${hex.replace("a", "g")}`],
    ["results.hash.placeholder", "SHA256: TBD"],
    ["results.hash.placeholder", "SHA256: N/A"],
    ["results.hash.placeholder", "SHA256: xxx"],
  ])("%s is the one finding for the hash %s", (rule, hash) => {
    expect(rulesOf(created(hash))).toEqual([rule]);
  });

  test.each([`sha256:${hex}`, `SHA256: ${hex}`, `SHA-256: ${hex}`, `SHA256: sha256:${hex}`])(
    "takes the hash %s",
    (hash) => {
      expect(judgeResults(created(hash))).toMatchObject({
        findings: [],
        parsed: { files_created: [{ path: "HOT/kernel/a.py", sha256: `sha256:${hex}` }] },
      });
    },
  );

  test("takes files as a table, and none at all", () => {
    expect(rulesOf(withSection(CREATED, `| File | SHA256 |\n|---|---|\n| a.py | sha256:${hex} |`))).toEqual([]);
    expect(rulesOf(withSection(CREATED, `| File | SHA256 |\n|---|---|\n| a.py | TBD |`))).toEqual([
      "results.hash.placeholder",
    ]);
    for (const none of ["NONE", "- None (no files were created).", "- N/A"])
      expect(rulesOf(withSection(CREATED, none)), none).toEqual([]);
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

  test("names the new failures it was told of, in a list below too", () => {
    const document = changed(REGRESSION, "agent: NONE", "agent:\n  - tests/test_gate.py::test_open\n  - test_close");
    expect(judgeResults(document).parsed.regression?.new_failures).toEqual([
      "tests/test_gate.py::test_open",
      "test_close",
    ]);
  });

  test.each([
    ["- test_gate was slow, and is split in two.\n- test_old fails since H-12.", ["test_old"]],
    ["- Failing before:\n  - test_old\n  - a.py::test_b\n- Renamed test_gate.", ["test_old", "a.py::test_b"]],
    ["| Test | State |\n|---|---|\n| test_old | FAILED |\n| test_gate | renamed |", ["test_old"]],
    ["- One failure: test_old. \n- test_failure_modes is new.", ["test_old"]],
  ])("names as failing what is said to fail: %j", (issues, names) => {
    expect(judgeResults(withSection(ISSUES, issues)).parsed.regression?.failing_tests).toEqual(names);
  });

  test("keeps the blockers when there are more findings than can be told", () => {
    const files = Array.from({ length: 300 }, (_, at) => `- f${at}.py (SHA256: TBD)`).join("\n");
    const { verdict, findings } = judgeResults(withSection(CREATED, files));
    expect(verdict).toBe("fail");
    expect(findings).toHaveLength(100);
  });
});

describe("no text", () => {
  const judges = { judgeSpec, judgeResults, judgePrompt };
  const pieces = [
    "# Results: H-32",
    "## Status: PASS",
    "## Files Created",
    "- a (SHA256: ",
    "| a | b |",
    "|---|---|",
    "```",
    "Total: 12",
    "New failures",
    "Install order: PKG-A",
    "- ",
    "1. ",
    "<!--",
    "test_a::b",
    "\n",
    "\t",
    "𝕊",
    "\u0000",
    ":",
    "[QUESTION]",
  ];

  test("makes a judge throw", () => {
    const markdown = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((each) => each.join("\n")),
    );
    fc.assert(
      fc.property(markdown, (document) => {
        for (const judge of Object.values(judges)) expect(["pass", "fail"]).toContain(judge(document).verdict);
      }),
      { numRuns: 300 },
    );
  });

  const filled = (piece: string) => piece.repeat(Math.ceil(100_000 / piece.length));
  const slow = [
    "# a\n",
    "\n",
    "- ",
    "a\n-\n",
    "```\n",
    "|",
    "*a_ [",
    "<!--",
    "0,",
    "PKG-",
    "a::",
    "SHA256: a ",
    "(1/",
    "a/.",
    "Total ",
  ];

  // In time of the processor: others use this machine too.
  test.each(slow)("of 100 KB makes a judge slow: %j", (piece) => {
    const document = `## Files Created\n\n- ${filled(piece)}`;
    const before = process.cpuUsage();
    for (const judge of Object.values(judges)) judge(document);
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(5_000);
  });
});
