import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Readiness } from "../../shared/run-handoffs/readiness.ts";

import { RunInput } from "../../shared/run-handoffs/run.ts";
import { someone } from "../support/call.ts";
import { readiness, run, runOf } from "./given.ts";
import { evaluateEligibility, lockReadiness } from "../../shared/run-handoffs/readiness-lock.ts";
import { putRun } from "../../shared/run-handoffs/run-plan.ts";

const owner = someone("owner");

const evaluated = async (now: unknown) => {
  const it = runOf(owner);
  await it.putRun({ body: run });
  await it.putReadiness({ body: readiness });
  await it.lock();
  await it.putReadiness({ body: now });
  return { it, answer: await it.evaluate() };
};

const attached = (attached_count: number) => ({
  ...readiness,
  attachments: { ...readiness.attachments, attached_count },
});
const optIn = (opt_in_ratio: number) => ({ ...readiness, coordination: { ...readiness.coordination, opt_in_ratio } });
const drift = (changed: object) => ({ ...readiness, readiness_drift: { ...readiness.readiness_drift, ...changed } });

describe("POST /api/n3/runs/{runId}/execution-eligibility", () => {
  test("names every delta that is not zero, and no other", async () => {
    const { it, answer } = await evaluated({
      attachments: { attached_count: 11, by_category: { plumbing: 6, electrical: 5 } },
      coordination: { coord_ready_count: 9, opt_in_ratio: 0.7 },
      readiness_drift: { coordination_opt_out: 1, zone_mismatch: 2 },
      zone_pricing_estimate: { base_estimate: 4000, final_estimate: 4199.9 },
    });
    expect(answer.status).toBe(201);
    const { snapshot } = (await it.getLock()).body;
    expect(answer.body).toEqual({
      run_id: it.runId,
      evaluated_at: expect.any(String),
      snapshot: { locked_at: snapshot.locked_at, locked_by: owner.sub },
      eligibility: { overall: "degraded" },
      deltas: {
        attachments: { attached_count_delta: -1, category_deltas: { electrical: 5, heating: -5, plumbing: -1 } },
        coordination: { opt_in_ratio_delta: -0.05 },
        readiness_drift: { zone_mismatch: 2 },
        zone_pricing: { final_estimate_delta: -0.1 },
      },
    });
    expect((await it.getEligibility()).body).toEqual(answer.body);
  });

  test("nothing changed: unchanged, without a delta", async () => {
    expect((await evaluated(readiness)).answer.body).toMatchObject({
      eligibility: { overall: "unchanged" },
      deltas: {},
    });
  });

  test.each([
    ["the opt-in ratio falls by exactly 0.10", optIn(0.65), "unchanged"],
    ["the opt-in ratio falls by 0.11", optIn(0.64), "degraded"],
    ["the opt-in ratio rises by exactly 0.10", optIn(0.85), "unchanged"],
    ["the opt-in ratio rises by 0.11", optIn(0.86), "improved"],
    ["one fewer is attached", attached(11), "unchanged"],
    ["two fewer are attached", attached(10), "degraded"],
    ["one more is attached", attached(13), "unchanged"],
    ["two more are attached", attached(14), "improved"],
    ["a drift rises by one", drift({ age_exceeded: 1 }), "degraded"],
    ["a drift falls by one", drift({ coordination_opt_out: 0 }), "improved"],
    ["one drift falls and another rises", drift({ coordination_opt_out: 0, zone_mismatch: 1 }), "degraded"],
    ["more are attached and fewer opt in", { ...optIn(0.5), ...{ attachments: attached(20).attachments } }, "degraded"],
  ])("%s: %s", async (_, now, overall) => {
    expect((await evaluated(now)).answer.body.eligibility).toEqual({ overall });
  });

  test("refuses a run without a lock, and GET says 404 before the first evaluation", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    expect(await it.evaluate()).toMatchObject({ status: 409, body: { error_code: "SNAPSHOT_REQUIRED" } });
    expect((await it.getEligibility()).status).toBe(404);
  });

  test("the same request again gets the same evaluation", async () => {
    const { it } = await evaluated(readiness);
    const headers = { "idempotency-key": "evaluate-1" };
    const first = await it.evaluate({ headers });
    await it.putReadiness({ body: attached(1) });
    expect((await it.evaluate({ headers })).body).toEqual(first.body);
    expect((await it.getEligibility()).body).toEqual(first.body);
  });
});

describe("eligibility", () => {
  const counts = fc.record({
    attachments: fc.record({
      attached_count: fc.nat(20),
      by_category: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.nat(9)),
    }),
    coordination: fc.record({
      coord_ready_count: fc.nat(20),
      opt_in_ratio: fc.nat(100).map((percent) => percent / 100),
    }),
    readiness_drift: fc.record({ zone_mismatch: fc.nat(3), age_exceeded: fc.nat(3) }),
  });
  const now = new Date("2026-01-01T00:00:00Z");
  const step = { id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11", by: { id: "u", tenantId: "t", roles: [] }, now };
  const evaluate = (then: unknown, later: unknown) => {
    const { record } = putRun(undefined, RunInput.parse(run), step);
    const locked = lockReadiness({ ...record, readiness: Readiness.parse(then) }, {}, step).record;
    const { evaluation } = evaluateEligibility({ ...locked, readiness: Readiness.parse(later) }, now).record;
    if (!evaluation) throw new Error("Nothing was evaluated");
    return evaluation.evaluation;
  };

  test("is the mirror of itself when then and now change places, except that degraded wins", () => {
    fc.assert(
      fc.property(counts, counts, (then, later) => {
        const [there, back] = [evaluate(then, later), evaluate(later, then)];
        const [forwards, backwards] = [there.eligibility.overall, back.eligibility.overall];
        if (forwards === "improved") expect(backwards).toBe("degraded");
        if (forwards === "unchanged") expect(backwards).toBe("unchanged");
        const ratio = there.deltas.coordination?.opt_in_ratio_delta ?? 0;
        expect(back.deltas.coordination?.opt_in_ratio_delta ?? 0).toBe(ratio === 0 ? 0 : -ratio);
      }),
      { verbose: true },
    );
  });
});
