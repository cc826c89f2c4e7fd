import { Problem } from "../kernel/problem.ts";
import { assertStanding, type Step, type WorkflowChange, type WorkflowRecord } from "./workflow-record.ts";

/**
 * Puts a new block in the place of one that nobody has accepted. Whatever was approved of the old one is stale.
 * @throws Problem HANDOFF_UNKNOWN, NOT_SENDER, ALREADY_RECEIVED, HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED
 */
export const supersedeHandoff = (
  before: WorkflowRecord | undefined,
  { id, by }: Step,
  replace: (superseded: WorkflowRecord) => WorkflowChange,
): WorkflowChange => {
  if (!before) throw unknownHandoff("/supersedes");
  if (before.sender !== by.id)
    throw new Problem("NOT_SENDER", "Only the sender of a handoff may put another in its place.");
  assertStanding(before);
  if (before.status === "accepted")
    throw new Problem("ALREADY_RECEIVED", "The receiver has accepted this handoff. Send a new one that answers it.");
  const replacement = replace(before);
  return {
    record: { ...before, status: "superseded", superseded_by: id },
    event: "workflow_handoff_superseded",
    approvalId: before.approval?.id,
    replacement: { ...replacement, record: { ...replacement.record, rev: 1 } },
  };
};

/** Absent and another tenant's look alike here too. */
export const unknownHandoff = (pointer: string): Problem => {
  const detail = "There is no such handoff for your tenant. Check the id";
  return new Problem("HANDOFF_UNKNOWN", `${pointer}: ${detail}.`, [{ pointer, detail }]);
};
