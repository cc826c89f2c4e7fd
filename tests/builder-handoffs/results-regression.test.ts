import { describe, expect, test } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { ISSUES, REGRESSION, changed, rulesOf, withSection } from "./results-under-test.ts";

describe("the regression of a results file", () => {
  const all = "Control_Plane_v2/_reboot/_staging/";
  test.each([
    `CONTROL_PLANE_ROOT="$TMPDIR" python3 -m pytest ${all} -v --ignore=<any unvalidated packages>`,
    `CONTROL_PLANE_ROOT="$TMPDIR" python3 -m pytest ${all} -v \\ --ignore=${all}PKG-DRAFT-001 --ignore ${all}PKG-B/tests`,
    "pytest _staging -q --tb short | tee $TMPDIR/log",
    "cd _reboot/_staging && uv run pytest",
    "python3 -m unittest discover -s _reboot/_staging",
    "npx vitest run",
    `bash -lc "python3 -m pytest ${all} -v"`,
    `CONTROL_PLANE_ROOT="$(mktemp -d)" python3 -m pytest ${all} -v`,
    `CONTROL_PLANE_ROOT=$(mktemp -d) python3 -m pytest ${all} -v --basetemp=$(mktemp -d)`,
    `TMPDIR=$(mktemp -d) && CONTROL_PLANE_ROOT="$TMPDIR" python3 -m pytest ${all} -v`,
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
    ["partial", `python3 -m pytest ${all} --ignore=$(cat ignored.txt)`],
    ["partial", `python3 -m pytest ${all} -k=$(cat chosen.txt)`],
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

  test.each(["none", "no", "No.", "0", "nil", "zero", "no new failures", "0 failures", "none (no exceptions)"])(
    "takes %j as no new failures",
    (none) => {
      const document = changed(REGRESSION, "agent: NONE", `agent: ${none}`);
      expect(judgeResults(document)).toMatchObject({ findings: [], parsed: { regression: { new_failures: [] } } });
    },
  );

  test.each(["no idea", "none of note", "N/A", "no, list or none", "unknown", "zero-ish"])(
    "takes %j as nothing said of new failures",
    (unclear) => {
      expect(rulesOf(changed(REGRESSION, "agent: NONE", `agent: ${unclear}`))).toEqual(["results.regression.unstated"]);
    },
  );

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
});
