import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { evaluate } from "./eligibility.ts";
import { noReadiness, type Readiness } from "./readiness.ts";
import type { RunChange, RunRecord, Step } from "./run-record.ts";
import { readSentSnapshot, SentSnapshot } from "./sent-snapshot.ts";
import { freeze, Snapshot } from "./snapshot.ts";

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

/** Replaces the live facts. A lock that exists keeps what it froze. */
export const putReadiness = (record: RunRecord, readiness: Readiness): RunChange => ({
  record: { ...record, readiness },
  event: "n3_run_readiness_updated",
});

/** Half of an item: a handoff seals the snapshot together with the run and its evaluation. */
const MOST_BYTES = 200_000;

/**
 * Freezes the live facts, or what was sent with the lock, as counts.
 * @throws Problem SNAPSHOT_EXISTS while a lock is active; INVALID_REQUEST when what was sent is of another run; TOO_LARGE
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
    payload: snapshot_payload
      ? readSentSnapshot(record.run, snapshot_payload)
      : freeze(record.run, record.readiness ?? noReadiness),
  };
  const bytes = Buffer.byteLength(JSON.stringify(snapshot));
  if (bytes > MOST_BYTES)
    throw new Problem(
      "TOO_LARGE",
      `The snapshot's counts have ${bytes} bytes, and at most ${MOST_BYTES} are kept. Send fewer different statuses.`,
    );
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

/** Compares the live facts with the active snapshot. Every evaluation is kept. @throws Problem SNAPSHOT_REQUIRED */
export const evaluateEligibility = (record: RunRecord, now: Date): RunChange => {
  const snapshot = activeSnapshot(record);
  const evaluation = evaluate(snapshot, record.readiness ?? noReadiness, now);
  return {
    record: { ...record, evaluation: { snapshot_id: snapshot.id, evaluation } },
    event: "n3_run_execution_eligibility_evaluated",
  };
};
