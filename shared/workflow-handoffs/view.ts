import * as z from "zod/mini";
import { standingOf } from "./approval-standing.ts";
import { BlockFields } from "./block.ts";
import { Check } from "./check.ts";
import { Acceptance, Approval, HandoffPayload, WorkflowHead } from "./workflow-handoff.ts";
import type { WorkflowRecord } from "./workflow-record.ts";

/** Where a handoff stands, as it is listed. */
export const HandoffSummary = z.extend(z.omit(WorkflowHead, { line: true }), {
  approval: z.nullable(Approval),
  /** What it waits for besides its receiver. */
  awaiting: z.nullable(z.literal("approval")),
});
export type HandoffSummary = z.infer<typeof HandoffSummary>;

export const summaryOf = ({ rev: _rev, line: _line, ...record }: WorkflowRecord, now: Date): HandoffSummary => {
  const approval = record.approval && standingOf(record.approval, record, now);
  // An approval that ran out unused is as good as none.
  const isAwaited = approval?.status === "requested" || approval?.status === "expired";
  return { ...record, approval, awaiting: isAwaited ? "approval" : null };
};

/** The approval of a handoff as it is answered, with the very block that it is of. */
export const ApprovalView = z.extend(Approval, { handoff_id: WorkflowHead.shape.id, digest: z.string() });
export const approvalOf = ({ id, digest, approval, status }: WorkflowRecord, now: Date) =>
  approval && { ...standingOf(approval, { status }, now), handoff_id: id, digest };

/** A handoff as it is answered: where it stands, what was sealed, and what its receiver said. */
export const HandoffView = z.extend(HandoffSummary, {
  fields: BlockFields,
  acceptance: z.nullable(Acceptance),
  payload: HandoffPayload,
});

/** The answer to whoever submitted it: where it stands, the warnings, and the block as it is kept. */
export const Submitted = z.extend(HandoffSummary, z.omit(Check, { verdict: true }).shape);
export const submitted = (record: WorkflowRecord, { findings, fields, markdown }: Check, now: Date) => ({
  ...summaryOf(record, now),
  findings,
  fields,
  markdown,
});
