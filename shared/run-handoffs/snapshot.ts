import * as z from "zod/mini";
import { Count, Instant, Uuid } from "../kernel/field.ts";
import { digestOf } from "../ledger/seal.ts";
import { Drift, type Readiness } from "./readiness.ts";
import type { Run } from "./run.ts";

const Counts = z.record(z.string(), Count);

/** What a lock freezes: counts, and nothing that leads to a person or a single request. */
export const SnapshotPayload = z.object({
  run_status: z.string(),
  portal_id: z.nullable(Uuid),
  zone_id: z.nullable(Uuid),
  window: z.object({ starts_at: z.nullable(Instant), ends_at: z.nullable(Instant) }),
  attachments: z.object({ attached_count: Count, by_category: Counts, by_status: z.optional(Counts) }),
  coordination: z.object({ coord_ready_count: Count, opt_in_ratio: z.number() }),
  readiness_drift: Drift,
  zone_pricing_estimate: z.nullable(
    z.object({ base_estimate: z.nullable(z.number()), final_estimate: z.nullable(z.number()) }),
  ),
  /** Names of what the source held and the snapshot does not. */
  omitted_fields: z.array(z.string()),
  /** SHA-256 of the whole source in canonical JSON: whoever has the source can prove it. */
  source_digest: z.string(),
});
export type SnapshotPayload = z.infer<typeof SnapshotPayload>;

export const Snapshot = z.object({
  id: Uuid,
  run_id: Uuid,
  locked_at: Instant,
  locked_by: z.string(),
  note: z.nullable(z.string()),
  payload: SnapshotPayload,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** The live facts of a run as counts, with its status, place and window. */
export const freeze = (run: Run, readiness: Readiness): SnapshotPayload => {
  const { portal_id, zone_id, starts_at, ends_at } = run;
  const facts = { run_status: run.status, portal_id, zone_id, window: { starts_at, ends_at }, ...readiness };
  return {
    ...facts,
    zone_pricing_estimate: advisoryTotals(readiness.zone_pricing_estimate),
    omitted_fields: readiness.zone_pricing_estimate?.modifiers === undefined ? [] : ["zone_pricing_estimate.modifiers"],
    source_digest: digestOf(facts),
  };
};

/** Prompt 32: "No pricing beyond advisory totals". */
const advisoryTotals = (estimate: Readiness["zone_pricing_estimate"]): SnapshotPayload["zone_pricing_estimate"] =>
  estimate && { base_estimate: estimate.base_estimate ?? null, final_estimate: estimate.final_estimate ?? null };
