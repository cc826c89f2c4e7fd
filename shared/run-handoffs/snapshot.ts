import * as z from "zod/mini";
import { Count, Instant, text, Uuid } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { digestOf } from "../ledger/seal.ts";
import { Drift, noReadiness, type Readiness } from "./readiness.ts";
import type { RunChange, RunRecord, Step } from "./run-record.ts";
import { readSentSnapshot, SentSnapshot } from "./sent-snapshot.ts";

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

/** The lock as it is answered: the active snapshot, or none. */
export const ReadinessLock = z.object({ locked: z.boolean(), snapshot: z.nullable(Snapshot) });
export const lockOf = ({ snapshot }: RunRecord): z.infer<typeof ReadinessLock> => ({
  locked: snapshot !== undefined,
  snapshot: snapshot ?? null,
});

export const LockInput = z.strictObject({
  note: z.nullish(text(1_000)),
  snapshot_payload: z.nullish(SentSnapshot),
});
export type LockInput = z.infer<typeof LockInput>;

/**
 * Freezes the live facts, or what was sent with the lock, as counts.
 * @throws Problem SNAPSHOT_EXISTS while a lock is active; INVALID_REQUEST when what was sent is of another run
 */
export const lockReadiness = (record: RunRecord, { note, snapshot_payload }: LockInput, step: Step): RunChange => {
  if (record.snapshot)
    throw new Problem("SNAPSHOT_EXISTS", "This run's readiness is locked. Unlock it before you lock it again.");
  const snapshot: Snapshot = {
    id: step.id,
    run_id: record.run.id,
    locked_at: step.now.toISOString(),
    locked_by: step.by.id,
    note: note ?? null,
    payload: snapshot_payload ? readSentSnapshot(record.run, snapshot_payload) : readLiveFacts(record),
  };
  return { record: { ...record, snapshot }, event: "n3_run_readiness_locked" };
};

/** Ends the active lock; what was sealed from it stays. @throws Problem SNAPSHOT_REQUIRED */
export const unlockReadiness = (record: RunRecord): RunChange => {
  activeSnapshot(record);
  return { record: { ...record, snapshot: undefined }, event: "n3_run_readiness_unlocked" };
};

/** @throws Problem SNAPSHOT_REQUIRED */
export const activeSnapshot = ({ snapshot }: RunRecord): Snapshot => {
  if (!snapshot)
    throw new Problem("SNAPSHOT_REQUIRED", "This run has no active readiness snapshot. Lock its readiness first.");
  return snapshot;
};

const readLiveFacts = ({ run, readiness = noReadiness }: RunRecord): SnapshotPayload => {
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
