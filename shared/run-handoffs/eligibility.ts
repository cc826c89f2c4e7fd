import * as z from "zod/mini";
import { difference } from "../kernel/decimal.ts";
import { Instant, Uuid } from "../kernel/field.ts";
import type { Readiness } from "./readiness.ts";
import type { Snapshot, SnapshotPayload } from "./snapshot.ts";

const Deltas = z.record(z.string(), z.number());

/** What changed since the lock, and whether that is better or worse (Prompt 31). Deltas are named only where they are not zero. */
export const Evaluation = z.object({
  run_id: Uuid,
  evaluated_at: Instant,
  snapshot: z.object({ locked_at: Instant, locked_by: z.string() }),
  eligibility: z.object({ overall: z.enum(["unchanged", "improved", "degraded"]) }),
  deltas: z.object({
    attachments: z.optional(
      z.object({ attached_count_delta: z.optional(z.number()), category_deltas: z.optional(Deltas) }),
    ),
    coordination: z.optional(
      z.object({ coord_ready_count_delta: z.optional(z.number()), opt_in_ratio_delta: z.optional(z.number()) }),
    ),
    readiness_drift: z.optional(Deltas),
    zone_pricing: z.optional(
      z.object({ final_estimate_delta: z.optional(z.number()), base_estimate_delta: z.optional(z.number()) }),
    ),
  }),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** How the live facts of a run differ from what was frozen of them. */
export const evaluate = (snapshot: Snapshot, readiness: Readiness, now: Date): Evaluation => {
  const changes = compare(snapshot.payload, readiness);
  return {
    run_id: snapshot.run_id,
    evaluated_at: now.toISOString(),
    snapshot: { locked_at: snapshot.locked_at, locked_by: snapshot.locked_by },
    eligibility: { overall: overallOf(changes) },
    deltas: deltasOf(changes),
  };
};

const deltasOf = (changes: Changes): Evaluation["deltas"] =>
  named({
    attachments: named({
      ...nonZero({ attached_count_delta: changes.attached }),
      category_deltas: named(nonZero(changes.categories)),
    }),
    coordination: named(nonZero({ coord_ready_count_delta: changes.ready, opt_in_ratio_delta: changes.ratio })),
    readiness_drift: named(nonZero(changes.drift)),
    zone_pricing: named(
      nonZero({ final_estimate_delta: changes.finalEstimate, base_estimate_delta: changes.baseEstimate }),
    ),
  }) ?? {};

type Changes = {
  attached: number;
  categories: Record<string, number>;
  ready: number;
  ratio: number;
  drift: Record<string, number>;
  finalEstimate: number;
  baseEstimate: number;
};

const compare = (then: SnapshotPayload, now: Readiness): Changes => ({
  attached: now.attachments.attached_count - then.attachments.attached_count,
  categories: differences(now.attachments.by_category, then.attachments.by_category),
  ready: now.coordination.coord_ready_count - then.coordination.coord_ready_count,
  ratio: difference(now.coordination.opt_in_ratio, then.coordination.opt_in_ratio),
  drift: differences(now.readiness_drift, then.readiness_drift),
  finalEstimate: estimateDelta(now.zone_pricing_estimate?.final_estimate, then.zone_pricing_estimate?.final_estimate),
  baseEstimate: estimateDelta(now.zone_pricing_estimate?.base_estimate, then.zone_pricing_estimate?.base_estimate),
});

const RATIO_TOLERANCE = 0.1;
const ATTACHED_TOLERANCE = 2;

/** Degraded wins: one thing that got worse outweighs whatever got better. */
const overallOf = ({ attached, ratio, drift }: Changes): Evaluation["eligibility"]["overall"] => {
  const drifts = Object.values(drift);
  if (ratio < -RATIO_TOLERANCE || attached <= -ATTACHED_TOLERANCE || drifts.some((delta) => delta >= 1))
    return "degraded";
  if (ratio > RATIO_TOLERANCE || attached >= ATTACHED_TOLERANCE || drifts.some((delta) => delta <= -1))
    return "improved";
  return "unchanged";
};

const differences = (now: Record<string, number>, then: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...new Set([...Object.keys(then), ...Object.keys(now)])]
      .sort()
      .map((key) => [key, difference(countIn(now, key), countIn(then, key))]),
  );

const countIn = (counts: Record<string, number>, key: string): number =>
  Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0;

/** An estimate that appears or goes away is not a change of price. */
const estimateDelta = (now: number | null | undefined, then: number | null | undefined): number =>
  typeof now === "number" && typeof then === "number" ? difference(now, then) : 0;

const nonZero = (deltas: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(deltas).filter(([, delta]) => delta !== 0));

/** Leaves out what is undefined; nothing left is undefined itself. */
const named = <T extends Record<string, unknown>>(members: T): T | undefined => {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return kept.length > 0 ? (Object.fromEntries(kept) as T) : undefined;
};
