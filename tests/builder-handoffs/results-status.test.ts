import { describe, expect, test } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { resultsOf } from "./documents.ts";
import { STATUS, rulesOf, withStatus, without } from "./results-under-test.ts";

describe("the status of a results file", () => {
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
    const loose = (line: string) => rulesOf(resultsOf("H-32").replace("## Notes", `${line}\n\n## Notes`));
    expect(loose("**Status:** FAIL")).toEqual(["results.status.conflict"]);
    expect(loose("Overall status: PARTIAL")).toEqual(["results.status.conflict"]);
    expect(loose("**Status:** PASS")).toEqual([]);
    expect(loose("- Status: see the log")).toEqual([]);
  });

  test("without a status passes with one warning", () => {
    expect(judgeResults(without(STATUS))).toMatchObject({
      verdict: "pass",
      findings: [{ rule: "results.status.missing" }],
    });
  });
});
