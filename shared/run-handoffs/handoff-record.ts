import type { Once } from "../kernel/once.ts";
import { notFound, Problem } from "../kernel/problem.ts";
import { seal } from "../ledger/seal.ts";
import type { Evaluation } from "./eligibility.ts";
import { activeSnapshot } from "./readiness-lock.ts";
import type { RunStatus } from "./run.ts";
import type { HandoffPayload, RunHandoff } from "./run-handoff.ts";
import type { RunChange, RunRecord, Step } from "./run-record.ts";

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
