import { describe, expect, test } from "vitest";
import { resultsOf, specOf } from "./documents.ts";
import { aDraft, aTeam, done, validated, withResults } from "./given.ts";

describe("the handoff that a baseline starts from", () => {
  test("compares with the handoff before it by number, until the results name another", async () => {
    const team = aTeam();
    await validated(team, "H-31", resultsOf("H-31", { total: 817, packages: 20 }));
    await validated(team, "H-30", resultsOf("H-30", { total: 800, packages: 19 }));
    const it = await withResults(team, "H-32");
    expect((await it.baseline()).body).toMatchObject({
      handoff_id: "H-32",
      predecessor: { handoff_id: "H-31", claimed: false, version: 1 },
      before: { packages_installed: 20, total_tests: 817, failed: 0 },
      after: { packages_installed: 21, total_tests: 829, failed: 0 },
      difference: { packages_installed: 1, total_tests: 12, failed: 0 },
      new_failures: [],
      findings: [],
    });
    await it.submitResults({ body: { document: resultsOf("H-32"), predecessor: "H-30" } });
    expect((await it.baseline()).body).toMatchObject({ predecessor: { handoff_id: "H-30", claimed: true } });
  });

  test("the Baseline Snapshot may name the predecessor itself", async () => {
    const team = aTeam();
    await validated(team, "H-20");
    const document = resultsOf("H-32").replace(
      "- Packages installed: 21\n- Total tests",
      "- Predecessor: H-20\n- Packages installed: 21\n- Total tests",
    );
    const it = await withResults(team, "H-32", document);
    expect((await it.baseline()).body.predecessor).toEqual({ handoff_id: "H-20", claimed: true, version: 1 });
  });

  test("a claim of one that is older than the newest VALIDATED is a blocker, but for a cleanup", async () => {
    const team = aTeam();
    await validated(team, "H-1");
    await validated(team, "H-3");
    for (const id of ["H-4", "H-3A"]) {
      const it = await withResults(team, id, resultsOf(id), { predecessor: "H-1" });
      const found = { rule: "baseline.predecessor.older", severity: "blocker", found: expect.stringContaining("H-3") };
      expect((await it.baseline()).body.findings).toContainEqual(expect.objectContaining(found));
    }
    const cleanup = await withResults(team, "CLEANUP-5", resultsOf("CLEANUP-5"), { predecessor: "H-1" });
    expect(JSON.stringify((await cleanup.baseline()).body.findings)).not.toContain("predecessor.older");
  });

  test("a predecessor that contradicts the document's own is a blocker", async () => {
    const team = aTeam();
    await validated(team, "H-3");
    const document = resultsOf("H-2")
      .replaceAll("H-2", "H-4")
      .replace("- Packages installed", "- Predecessor: H-2\n- Packages installed");
    const it = await withResults(team, "H-4", document, { predecessor: "H-3" });
    expect((await it.baseline()).body.findings).toMatchObject([
      { rule: "baseline.predecessor.contradicted", severity: "blocker" },
    ]);
  });

  test("two handoffs that claim one predecessor are told of each other, until one claims another", async () => {
    const team = aTeam();
    await validated(team, "H-31");
    const [a, b] = [
      await withResults(team, "H-40", resultsOf("H-40"), { predecessor: "H-31" }),
      await withResults(team, "H-41", resultsOf("H-41"), { predecessor: "H-31" }),
    ];
    for (const [it, other] of [
      [a, "H-41"],
      [b, "H-40"],
    ] as const)
      expect((await it.baseline()).body.findings).toMatchObject([
        { rule: "baseline.predecessor.shared", found: expect.stringContaining(other) },
      ]);
    done(await a.as(team.reviewer).review({ body: { verdict: "VALIDATED" } }));
    await b.submitResults({ body: { document: resultsOf("H-41"), predecessor: "H-40" } });
    expect((await a.baseline()).body.findings).toEqual([]);
    expect((await b.baseline()).body.findings).toEqual([]);
  });

  test.each(["H-9999", "H-20"])("a claimed predecessor that has no results, %s, is a blocker", async (predecessor) => {
    const team = aTeam();
    await validated(team, "H-8");
    await aDraft(team, "H-20");
    const document = resultsOf("H-9", { failed: 5 });
    const it = await withResults(team, "H-9", document, { predecessor });
    const { body } = await it.checklist();
    expect(body.checklist.filter(({ passed }: { passed: boolean }) => !passed)).toMatchObject([
      { item: "no_new_failures", findings: [{ rule: "baseline.predecessor.unknown" }] },
    ]);
    expect((await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } })).status).toBe(409);
  });

  test("results that were returned are nobody's baseline: the next lower VALIDATED one is", async () => {
    const team = aTeam();
    await validated(team, "H-1");
    const returned = await withResults(team, "H-2", resultsOf("H-2", { failed: 5 }));
    done(await returned.as(team.reviewer).review({ body: { verdict: "returned" } }));
    const it = await withResults(team, "H-3", resultsOf("H-3", { failed: 5 }));
    expect((await it.baseline()).body).toMatchObject({
      predecessor: { handoff_id: "H-1", claimed: false, version: 1 },
      difference: { failed: 5 },
      findings: [{ rule: "baseline.new_failures" }],
    });
    const review = await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } });
    expect(review).toMatchObject({ status: 409, body: { errors: [{ parameter: "no_new_failures" }] } });
  });

  test("a claimed predecessor none of whose results is VALIDATED is a blocker", async () => {
    const team = aTeam();
    await validated(team, "H-1");
    const returned = await withResults(team, "H-2", resultsOf("H-2", { failed: 5 }));
    const it = await withResults(team, "H-3", resultsOf("H-3", { failed: 5 }), { predecessor: "H-2" });
    const expected = {
      predecessor: { handoff_id: "H-2", claimed: true, version: null },
      before: null,
      findings: [{ rule: "baseline.predecessor.unvalidated", severity: "blocker" }],
    };
    expect((await it.baseline()).body).toMatchObject(expected);
    done(await returned.as(team.reviewer).review({ body: { verdict: "returned" } }));
    expect((await it.baseline()).body).toMatchObject(expected);
  });

  test("what was VALIDATED stays the baseline, whatever the predecessor submits after it", async () => {
    const team = aTeam();
    const before = await validated(team, "H-31");
    done(await before.submitResults({ body: { document: resultsOf("H-31", { failed: 5 }) } }));
    done(await before.as(team.reviewer).review({ body: { verdict: "returned" } }));
    done(await before.submitSpec({ body: { document: specOf("H-31") } }));
    const it = await withResults(team, "H-32", resultsOf("H-32", { failed: 5 }));
    expect((await it.baseline()).body).toMatchObject({
      predecessor: { handoff_id: "H-31", version: 1 },
      before: { failed: 0 },
      findings: [{ rule: "baseline.new_failures" }],
    });
  });

  test("a claimed predecessor without results is told; a first handoff has none", async () => {
    const team = aTeam();
    const it = await withResults(team, "H-32", resultsOf("H-32"), { predecessor: "H-9" });
    expect((await it.baseline()).body).toMatchObject({
      before: null,
      difference: null,
      findings: [{ rule: "baseline.predecessor.unknown" }],
    });
    expect((await (await withResults(team, "H-1")).baseline()).body).toMatchObject({ predecessor: null, findings: [] });
  });

  test("handoffs that each claim the next as their predecessor are a circle, named and blocked", async () => {
    const team = aTeam();
    await validated(team, "H-1");
    const start = await validated(team, "H-2");
    for (const [id, predecessor] of [
      ["H-3", "H-2"],
      ["H-4", "H-3"],
    ] as const)
      done(
        await (
          await withResults(team, id, resultsOf(id), { predecessor })
        )
          .as(team.reviewer)
          .review({ body: { verdict: "VALIDATED" } }),
      );
    done(await start.submitResults({ body: { document: resultsOf("H-2"), predecessor: "H-4" } }));
    expect((await start.baseline()).body.findings).toMatchObject([
      { rule: "baseline.predecessor.cycle", found: "Each started from the next: H-2 → H-4 → H-3 → H-2" },
    ]);
    const review = await start.as(team.reviewer).review({ body: { verdict: "VALIDATED" } });
    expect(review).toMatchObject({ status: 409, body: { errors: [{ parameter: "no_new_failures" }] } });
  });

  test("says that nothing was compared where nothing before it is VALIDATED", async () => {
    const team = aTeam();
    await withResults(team, "H-31");
    for (const id of ["H-32", "CLEANUP-5"])
      expect((await (await withResults(team, id)).baseline()).body).toMatchObject({
        predecessor: null,
        findings: [{ rule: "baseline.predecessor.none", severity: "warning" }],
      });
  });
});
