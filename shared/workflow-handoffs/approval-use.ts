import * as z from "zod/mini";
import { Digest } from "../kernel/field.ts";
import { notFound, Problem } from "../kernel/problem.ts";
import { assertGoesOn, assertSameBlock, declined, expired, standingOf, used } from "./approval-standing.ts";
import type { Approval } from "./workflow-handoff.ts";
import { assertStanding, type Step, type WorkflowChange, type WorkflowRecord } from "./workflow-record.ts";

export const UseInput = z.strictObject({ digest: z.optional(Digest) });
export type UseInput = z.infer<typeof UseInput>;

/** Which handoff an approval was made for, and the first version of that. */
export type ApprovalOrigin = { workflow_id: string; line: string };

/**
 * Uses an approval, once, for the block that it was given for.
 * @param origin where the approval comes from; undefined if there is no such approval
 * @throws Problem NOT_FOUND, APPROVAL_FOREIGN, APPROVAL_STALE, HANDOFF_WITHDRAWN, APPROVAL_PENDING, APPROVAL_DECLINED,
 * APPROVAL_USED, APPROVAL_EXPIRED
 */
export const useApproval = (
  record: WorkflowRecord,
  approvalId: string,
  origin: ApprovalOrigin | undefined,
  { digest }: UseInput,
  { by, now }: Step,
): WorkflowChange => {
  if (!origin) throw notFound();
  assertOfThis(record, origin);
  assertSameBlock(record, digest);
  const { approval } = record;
  // A block has one approval at a time; another one follows only when that ran out.
  if (approval?.id !== approvalId) throw expired();
  assertUsable(standingOf(approval, record, now));
  return {
    record: { ...record, approval: { ...approval, status: "used", used_at: now.toISOString(), used_by: by.id } },
    event: "workflow_approval_used",
    approvalId,
  };
};

const assertOfThis = (record: WorkflowRecord, { workflow_id, line }: ApprovalOrigin): void => {
  if (workflow_id !== record.id && line !== record.line)
    throw new Problem("APPROVAL_FOREIGN", "This approval was given for another handoff. Ask for one of this block.");
  if (workflow_id !== record.id || record.status === "superseded")
    throw new Problem("APPROVAL_STALE", "The block was edited after this approval was asked for. Ask for a fresh one.");
  assertStanding(record);
  assertGoesOn(record);
};

const assertUsable = (approval: Approval): void => {
  if (approval.status === "requested")
    throw new Problem("APPROVAL_PENDING", "Nobody has decided on this approval yet. Wait for a human's decision.");
  if (approval.status === "declined") throw declined();
  if (approval.status === "used") throw used(approval);
  if (approval.status === "expired") throw expired();
};
