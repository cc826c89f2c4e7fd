import * as z from "zod/mini";
import { Instant, text, Uuid } from "../kernel/field.ts";
import type { Once } from "../kernel/once.ts";
import { Problem, notFound } from "../kernel/problem.ts";
import { seal, type Seal } from "../ledger/seal.ts";
import { Evaluation } from "./eligibility.ts";
import { RunStatus } from "./run.ts";
import type { RunChange, RunRecord, Step } from "./run-record.ts";
import { activeSnapshot, Snapshot } from "./snapshot.ts";

/** Prompt 32, D1: an optional note of 280 characters. */
export const Note = text(280);

export const HandoffInput = z.strictObject({ note: z.nullish(Note) });

/** What was believed about a run, when, and why: verbatim copies, nothing computed anew (Prompt 32, B2). */
export const HandoffPayload = z.object({
  run: z.object({
    id: Uuid,
    status: RunStatus,
    portal_id: z.nullable(Uuid),
    zone_id: z.nullable(Uuid),
    starts_at: z.nullable(Instant),
    ends_at: z.nullable(Instant),
  }),
  readiness_snapshot: Snapshot,
  execution_eligibility: Evaluation,
  captured_at: Instant,
});
export type HandoffPayload = z.infer<typeof HandoffPayload>;

/** A recorded handoff as it is answered; `digest` is the SHA-256 of the payload in canonical JSON (RFC 8785). */
export const RunHandoff = z.object({
  id: Uuid,
  run_id: Uuid,
  created_at: Instant,
  created_by: z.string(),
  note: z.nullable(z.string()),
  payload: HandoffPayload,
  digest: z.string(),
});

/** A handoff as it is sealed. */
export type RunHandoff = {
  id: string;
  tenant_id: string;
  run_id: string;
  portal_id: string | null;
  zone_id: string | null;
  created_at: string;
  created_by: string;
  note: string | null;
  seal: Seal;
  once: Once | undefined;
};

/** What a run's head says of its current handoff. */
export const HandoffMark = z.object({
  id: Uuid,
  created_at: Instant,
  /** Of the run, when the handoff was recorded. */
  rev: z.int(),
  digest: z.string(),
  once: z.optional(z.object({ key: z.string(), request: z.string() })),
});
export type HandoffMark = z.infer<typeof HandoffMark>;

/** The answer to whoever recorded it (Prompt 32, B3). */
export const Recorded = z.object({ success: z.literal(true), handoff_id: Uuid, created_at: Instant });
export const recorded = ({ id, created_at }: HandoffMark): z.infer<typeof Recorded> => ({
  success: true,
  handoff_id: id,
  created_at,
});

/**
 * Records what is believed about a run, for execution reference. It starts nothing, tells nobody and leaves the run as it is.
 * `first` is the run as this call read it first: when it changed its status meanwhile, the caller speaks of another plan.
 * @throws Problem INVALID_STATUS, HANDOFF_EXISTS, SNAPSHOT_REQUIRED, ELIGIBILITY_REQUIRED, ELIGIBILITY_STALE (Prompt 32, B1)
 */
export const recordRunHandoff = (
  record: RunRecord,
  first: RunRecord,
  { note, once }: { note: string | null | undefined; once: Once | undefined },
  { id, by, now }: Step,
): RunChange => {
  const { run } = record;
  if (record.handoff)
    throw new Problem("HANDOFF_EXISTS", `A handoff was recorded for this run at ${record.handoff.created_at}.`);
  assertPlanned(run.status, first.run.status);
  const payload: HandoffPayload = {
    run: {
      id: run.id,
      status: run.status,
      portal_id: run.portal_id,
      zone_id: run.zone_id,
      starts_at: run.starts_at,
      ends_at: run.ends_at,
    },
    readiness_snapshot: activeSnapshot(record),
    execution_eligibility: currentEvaluation(record),
    captured_at: now.toISOString(),
  };
  const sealed: RunHandoff = {
    id,
    tenant_id: by.tenantId,
    run_id: run.id,
    portal_id: run.portal_id,
    zone_id: run.zone_id,
    created_at: payload.captured_at,
    created_by: by.id,
    note: note ?? null,
    seal: seal(payload),
    once,
  };
  const handoff = { id, created_at: sealed.created_at, rev: record.rev + 1, digest: sealed.seal.digest, once };
  return { record: { ...record, handoff }, event: "n3_run_execution_handoff_created", sealed };
};

const assertPlanned = (status: RunStatus, first: RunStatus): void => {
  if (status !== "draft" && status !== "scheduled")
    throw new Problem("INVALID_STATUS", `The run is ${status}. A handoff is recorded of a draft or scheduled run.`);
  if (status !== first)
    throw new Problem("INVALID_STATUS", `The run went from ${first} to ${status} meanwhile. Read it and decide again.`);
};

/** The newest evaluation, if it is of the active snapshot. */
const currentEvaluation = ({ evaluation, snapshot }: RunRecord): Evaluation => {
  if (!evaluation)
    throw new Problem(
      "ELIGIBILITY_REQUIRED",
      "This run has not been evaluated. Evaluate its execution eligibility first.",
    );
  if (evaluation.snapshot_id !== snapshot?.id)
    throw new Problem(
      "ELIGIBILITY_STALE",
      "The readiness was locked again after the last evaluation. Evaluate once more.",
    );
  return evaluation.evaluation;
};

/**
 * Deletes the handoff of a run that was reverted to draft after it was recorded (Prompt 32, A1). Its tombstone stays in the log.
 * @throws Problem NOT_FOUND without a handoff; INVALID_STATUS, RUN_NOT_REVERTED
 */
export const deleteRunHandoff = (record: RunRecord): RunChange => {
  const { run, handoff, demoted_rev = 0, handoffs_deleted } = record;
  if (!handoff) throw notFound();
  if (run.status !== "draft")
    throw new Problem(
      "INVALID_STATUS",
      `The run is ${run.status}. Its handoff can be deleted once it is demoted to draft.`,
    );
  if (demoted_rev < handoff.rev)
    throw new Problem(
      "RUN_NOT_REVERTED",
      "The run has not gone from scheduled to draft since its handoff was recorded.",
    );
  return {
    record: { ...record, handoff: undefined, handoffs_deleted: handoffs_deleted + 1 },
    event: "n3_run_execution_handoff_deleted",
    deleted: handoff,
  };
};
