import type { Actor } from "../kernel/actor.ts";
import type { Evaluation } from "./eligibility.ts";
import type { Readiness } from "./readiness.ts";
import type { Run } from "./run.ts";
import type { HandoffMark, RunHandoff } from "./run-handoff.ts";
import type { Snapshot } from "./snapshot.ts";

/** Everything known about a run, as one reading gave it. The rules take one and make the next. */
export type RunRecord = {
  rev: number;
  run: Run;
  /** Live facts. */
  readiness?: Readiness | undefined;
  /** The active lock. */
  snapshot?: Snapshot | undefined;
  /** The newest evaluation, and the snapshot it compared with. */
  evaluation?: { snapshot_id: string; evaluation: Evaluation } | undefined;
  /** The current handoff; its record is in the ledger. */
  handoff?: HandoffMark | undefined;
  /** The rev at which the run last went from scheduled to draft. */
  demoted_rev?: number | undefined;
  handoffs_deleted: number;
};

export type RunEvent =
  | "n3_run_created"
  | "n3_run_updated"
  | "n3_run_promoted"
  | "n3_run_demoted"
  | "n3_run_readiness_updated"
  | "n3_run_readiness_locked"
  | "n3_run_readiness_unlocked"
  | "n3_run_execution_eligibility_evaluated"
  | "n3_run_execution_handoff_created"
  | "n3_run_execution_handoff_deleted";

/** The next state of a run, and what happened. A handoff is sealed or deleted in the same commit. */
export type RunChange = {
  record: RunRecord;
  event: RunEvent;
  sealed?: RunHandoff;
  deleted?: HandoffMark;
};

/** Who does it, when, and the id of what is made: rules neither look at a clock nor make an id. */
export type Step = { id: string; by: Actor; now: Date };
