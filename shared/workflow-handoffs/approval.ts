import * as z from "zod/mini";
import { Digest, Instant } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { newApproval } from "./approval-request.ts";
import { assertGoesOn, assertSameBlock, declined, standingOf, used } from "./approval-standing.ts";
import { isHuman } from "./receiver.ts";
import type { Approval } from "./workflow-handoff.ts";
import { assertStanding, sealedBy, type Step, type WorkflowChange, type WorkflowRecord } from "./workflow-record.ts";

export const DecisionInput = z.strictObject({
  decision: z.enum(["approved", "declined"]),
  /** Left out, an approval holds for a day. */
  expires_at: z.optional(Instant),
  /** Of the block that was looked at. */
  digest: z.optional(Digest),
});
export type DecisionInput = z.infer<typeof DecisionInput>;

const DAY_MS = 86_400_000;
const LONGEST_MS = 30 * DAY_MS;

/**
 * A human approves or declines the block as it is sealed: the approval that it asks for, or a fresh one once that ran out.
 * @throws Problem HUMAN_REQUIRED, HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED, APPROVAL_STALE, APPROVAL_NOT_ASKED, APPROVAL_EXISTS,
 * APPROVAL_DECLINED, APPROVAL_USED; INVALID_REQUEST for an expiry that is past or too far
 */
export const decideApproval = (
  record: WorkflowRecord,
  { decision, expires_at, digest }: DecisionInput,
  step: Step,
): WorkflowChange => {
  const { id, by, now } = step;
  if (!isHuman(by))
    throw new Problem(
      "HUMAN_REQUIRED",
      "Your token is an agent's. A human with the role owner, admin, tenant_admin or reviewer decides.",
    );
  assertStanding(record);
  assertGoesOn(record);
  assertSameBlock(record, digest);
  if (!record.approval) throw notAsked();
  const asked = undecided(record.approval, record, now);
  const begun = asked ?? newApproval(id, record.approval.kind, now);
  const approval: Approval = {
    ...begun,
    status: decision,
    decided_at: now.toISOString(),
    decided_by: by.id,
    expires_at: decision === "approved" ? expiryOf(expires_at, now) : null,
  };
  return {
    record: { ...record, approval },
    event: decision === "approved" ? "workflow_approval_given" : "workflow_approval_declined",
    approvalId: approval.id,
    ...(!asked && { asksFor: approval.id }),
    sealed: sealedBy({ ...step, id: approval.id }, `APPROVAL#${approval.id}`, {
      handoff: { id: record.id, digest: record.digest },
      ...approval,
    }),
  };
};

/** The approval that still waits; undefined for one that ran out. A decision is made once. */
const undecided = (approval: Approval, record: WorkflowRecord, now: Date): Approval | undefined => {
  const { status, expires_at } = standingOf(approval, record, now);
  if (status === "approved")
    throw new Problem("APPROVAL_EXISTS", `This handoff is approved until ${expires_at ?? ""}. Use that approval.`);
  if (status === "declined") throw declined();
  if (status === "used") throw used(approval);
  return status === "requested" ? approval : undefined;
};

const notAsked = () =>
  new Problem(
    "APPROVAL_NOT_ASKED",
    "This block asks for no approval, so there is nothing to decide. Its sender puts one in its place that says `yes`.",
  );

const expiryOf = (wanted: string | undefined, now: Date): string => {
  const expiry = wanted ?? new Date(now.getTime() + DAY_MS).toISOString();
  const latest = new Date(now.getTime() + LONGEST_MS).toISOString();
  if (expiry > now.toISOString() && expiry <= latest) return expiry;
  const detail = `Expected a moment after now, and at the latest ${latest}`;
  throw new Problem("INVALID_REQUEST", `/expires_at: ${detail}.`, [{ pointer: "/expires_at", detail }]);
};
