import type { Actor } from "../kernel/actor.ts";
import { Problem } from "../kernel/problem.ts";
import { seal } from "../ledger/seal.ts";
import type { SealedDocument, WorkflowHead } from "./workflow-handoff.ts";

/** Everything known about where a handoff stands. The rules take one and make the next. */
export type WorkflowRecord = WorkflowHead & { rev: number };

export type WorkflowEvent =
  | "workflow_handoff_submitted"
  | "workflow_handoff_accepted"
  | "workflow_handoff_needs_input"
  | "workflow_handoff_declined"
  | "workflow_handoff_withdrawn"
  | "workflow_handoff_superseded"
  | "workflow_approval_given"
  | "workflow_approval_declined"
  | "workflow_approval_used";

/** The next state of a handoff, and what happened; what was sealed with it, and the handoff that takes its place. */
export type WorkflowChange = {
  record: WorkflowRecord;
  event: WorkflowEvent;
  sealed?: SealedDocument;
  /** The approval that the event is about, and whether it is a new one. */
  approvalId?: string | undefined;
  asksFor?: string | undefined;
  replacement?: WorkflowChange;
};

/** Who does it, when, and the ids of what is made: rules neither look at a clock nor make an id. */
export type Step = { id: string; by: Actor; now: Date };

/** A document sealed by this step, under its word in the handoff's partition. */
export const sealedBy = ({ id, by, now }: Step, what: string, payload: object): SealedDocument => ({
  id,
  what,
  created_at: now.toISOString(),
  created_by: by.id,
  seal: seal(payload),
});

/** Whether the work may go on by this block: it waits for its receiver, or the receiver has accepted it. */
export const isStanding = (status: WorkflowRecord["status"]): boolean =>
  status === "submitted" || status === "accepted";

/** @throws Problem HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED */
export const assertStanding = ({ status, superseded_by }: WorkflowRecord): void => {
  if (status === "withdrawn")
    throw new Problem("HANDOFF_WITHDRAWN", "The sender has withdrawn this handoff. Wait for another one.");
  if (status === "superseded")
    throw new Problem(
      "HANDOFF_SUPERSEDED",
      `The handoff ${superseded_by ?? ""} has taken this one's place. Go on with that.`,
    );
};
