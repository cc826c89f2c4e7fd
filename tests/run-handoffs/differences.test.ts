import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../shared/run-handoffs/eligibility.ts";
import { Readiness } from "../../shared/run-handoffs/readiness.ts";
import { freeze, type Snapshot } from "../../shared/run-handoffs/snapshot.ts";
import { differencesIn } from "../../web/run-handoffs/differences.ts";

const run = { status: "draft", portal_id: null, zone_id: null, starts_at: null, ends_at: null } as never;
const differences = (then: object, now: object) => {
  const snapshot = { payload: freeze(run, Readiness.parse(then)) } as Snapshot;
  const { deltas } = evaluate(snapshot, Readiness.parse(now), new Date(0));
  return differencesIn(deltas, snapshot.payload);
};

describe("the differences between a lock and its evaluation", () => {
  test("say in words how much more, fewer, higher or lower, from what to what", () => {
    const then = {
      attachments: { attached_count: 12, by_category: { heating: 12 } },
      coordination: { coord_ready_count: 9, opt_in_ratio: 0.75 },
      zone_pricing_estimate: { base_estimate: 1000, final_estimate: 18400 },
    };
    const now = {
      attachments: { attached_count: 10, by_category: { heating: 9, plumbing: 1 } },
      coordination: { coord_ready_count: 10, opt_in_ratio: 0.76 },
      readiness_drift: { zone_mismatch: 2 },
      zone_pricing_estimate: { base_estimate: 1000, final_estimate: 18650.5 },
    };
    expect(differences(then, now).map(({ what, from, to, change }) => `${what}: ${from} → ${to}, ${change}`)).toEqual([
      "Attached requests: 12 → 10, 2 fewer",
      "Heating: 12 → 9, 3 fewer",
      "Plumbing: 0 → 1, 1 more",
      "Ready in coordination: 9 → 10, 1 more",
      "Opt-in ratio: 75% → 76%, 1 point higher",
      "Drift: zone mismatch: 0 → 2, 2 more",
      "Final estimate: 18,400 → 18,650.5, 250.5 higher",
    ]);
  });

  test("are none exactly where nothing changed", () => {
    const facts = fc.record({
      attachments: fc.record({ attached_count: fc.nat(9) }),
      coordination: fc.record({ coord_ready_count: fc.nat(9) }),
      readiness_drift: fc.record({ zone_mismatch: fc.nat(3), age_exceeded: fc.nat(3) }),
    });
    fc.assert(
      fc.property(facts, facts, (then, now) => {
        const changed = JSON.stringify(then) !== JSON.stringify(now);
        expect(differences(then, now).length > 0).toBe(changed);
      }),
    );
  });
});
