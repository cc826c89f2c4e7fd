import { describe, expect, test } from "vitest";
import { resultsOf } from "./documents.ts";
import { aDraft, aTeam, handoffOf, validated, withResults } from "./given.ts";

describe("GET /api/builder-handoffs/{handoffId}/baseline", () => {
  test("`New failures: NONE` beside one more failing is found, with the name of the new one", async () => {
    const team = aTeam();
    await validated(team, "H-31", resultsOf("H-31", { failed: 1, issues: "- test_old fails since H-12." }));
    const it = await withResults(
      team,
      "H-32",
      resultsOf("H-32", { failed: 2, issues: "- test_old and test_gate fail." }),
    );
    const { body } = await it.baseline();
    expect(body).toMatchObject({
      new_failures: ["test_gate"],
      findings: [{ rule: "baseline.new_failures", severity: "blocker" }],
    });
    const review = await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } });
    expect(review).toMatchObject({ status: 409, body: { errors: [{ parameter: "no_new_failures" }] } });
  });

  test("as many failures, but others, are found by their names", async () => {
    const team = aTeam();
    await validated(team, "H-31", resultsOf("H-31", { failed: 1, issues: "- test_old fails since H-12." }));
    const it = await withResults(team, "H-32", resultsOf("H-32", { failed: 1, issues: "- test_gate fails." }));
    expect((await it.baseline()).body.findings).toMatchObject([{ rule: "baseline.new_failures" }]);
  });

  test("known failures are no blockers", async () => {
    const team = aTeam();
    await validated(team, "H-31", resultsOf("H-31", { failed: 2 }));
    const it = await withResults(team, "H-32", resultsOf("H-32", { failed: 2 }));
    expect((await it.baseline()).body.findings).toEqual([]);
    expect((await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } })).status).toBe(201);
  });

  test("a baseline that shrinks is legal for a cleanup alone", async () => {
    const team = aTeam();
    await validated(team, "H-31");
    const smaller = (id: string) => resultsOf(id, { total: 820, packages: 20 });
    const it = await withResults(team, "H-32", smaller("H-32"));
    expect((await it.baseline()).body.findings).toMatchObject([
      { rule: "baseline.shrinks" },
      { rule: "baseline.shrinks" },
    ]);
    const cleanup = await withResults(team, "CLEANUP-5", smaller("CLEANUP-5"), { predecessor: "H-31" });
    expect((await cleanup.baseline()).body).toMatchObject({
      difference: { total_tests: -9, packages_installed: -1 },
      findings: [],
    });
  });

  test("tests that did not run are gone, whatever the snapshot says of them", async () => {
    const team = aTeam();
    await validated(team, "H-31", resultsOf("H-31", { total: 310 }));
    const it = await withResults(team, "H-32", resultsOf("H-32", { total: 12, allTests: 310 }));
    expect((await it.baseline()).body).toMatchObject({
      difference: { total_tests: -298 },
      findings: [{ rule: "baseline.shrinks" }],
    });
    const review = await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } });
    expect(review.status).toBe(409);
    expect(JSON.stringify(review.body)).toContain("baseline");
    expect((await it.getResults()).body.findings).toMatchObject([
      { rule: "results.baseline.differs", severity: "blocker" },
    ]);
  });

  test("is not there before results are in", async () => {
    expect((await (await aDraft(aTeam())).baseline()).status).toBe(404);
    expect((await handoffOf(aTeam().builder).baseline()).status).toBe(404);
  });
});
