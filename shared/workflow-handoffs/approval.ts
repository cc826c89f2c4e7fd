import * as z from "zod/mini";
import { Digest, Instant } from "../kernel/field.ts";
import { notFound, Problem } from "../kernel/problem.ts";
import { isHuman } from "./receiver.ts";
import { newApproval } from "./submission.ts";
import type { Approval } from "./workflow-handoff.ts";
import {
  assertStanding,
  isStanding,
  sealedBy,
  type Step,
  type WorkflowChange,
  type WorkflowRecord,
} from "./workflow-record.ts";

export const DecisionInput = z.strictObject({
  decision: z.enum(["approved", "declined"]),
  /** Left out, an approval holds for a day. */
  expires_at: z.optional(Instant),
  /** Of the block that was looked at. */
  digest: z.optional(Digest),
});
export type DecisionInput = z.infer<typeof DecisionInput>;

export const UseInput = z.strictObject({ digest: z.optional(Digest) });
export type UseInput = z.infer<typeof UseInput>;

/** Which handoff an approval was made for, and the first version of that. */
export type ApprovalOrigin = { workflow_id: string; line: string };

const DAY_MS = 86_400_000;
const LONGEST_MS = 30 * DAY_MS;

/** An approval as it stands at a moment: it runs out by itself, and with its block it goes stale. */
export const standingOf = (approval: Approval, { status }: Pick<WorkflowRecord, "status">, now: Date): Approval => {
  if (approval.status !== "requested" && approval.status !== "approved") return approval;
  if (!isStanding(status)) return { ...approval, status: "stale" };
  const isOver = approval.expires_at !== null && approval.expires_at <= now.toISOString();
  return isOver ? { ...approval, status: "expired" } : approval;
};

/**
 * A human approves or declines the block as it is sealed: the approval that it asks for, or a fresh one.
 * @throws Problem HUMAN_REQUIRED, HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED, APPROVAL_STALE, APPROVAL_EXISTS, APPROVAL_DECLINED,
 * APPROVAL_USED; INVALID_REQUEST for an expiry that is past or too far
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
  const asked = record.approval && undecided(record.approval, record, now);
  const begun = asked ?? newApproval(id, record.approval?.kind ?? "human_approval", now);
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

const expiryOf = (wanted: string | undefined, now: Date): string => {
  const expiry = wanted ?? new Date(now.getTime() + DAY_MS).toISOString();
  const latest = new Date(now.getTime() + LONGEST_MS).toISOString();
  if (expiry > now.toISOString() && expiry <= latest) return expiry;
  const detail = `Expected a moment after now, and at the latest ${latest}`;
  throw new Problem("INVALID_REQUEST", `/expires_at: ${detail}.`, [{ pointer: "/expires_at", detail }]);
};

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

/** What the receiver sent back does not go on by this block, so nothing of it is approved any more. */
const assertGoesOn = ({ status, received_by }: WorkflowRecord): void => {
  if (!isStanding(status))
    throw new Problem(
      "APPROVAL_STALE",
      `${received_by ?? "The receiver"} answered this handoff with ${status}. Approve the one that takes its place.`,
    );
};

const assertSameBlock = (record: WorkflowRecord, digest: string | undefined): void => {
  if (digest !== undefined && digest !== record.digest)
    throw new Problem(
      "APPROVAL_STALE",
      `The block of this handoff has the digest ${record.digest}. Look at it again.`,
      [{ pointer: "/digest", detail: "This is the digest of another block" }],
    );
};

const assertUsable = (approval: Approval): void => {
  if (approval.status === "requested")
    throw new Problem("APPROVAL_PENDING", "Nobody has decided on this approval yet. Wait for a human's decision.");
  if (approval.status === "declined") throw declined();
  if (approval.status === "used") throw used(approval);
  if (approval.status === "expired") throw expired();
};

const declined = () =>
  new Problem(
    "APPROVAL_DECLINED",
    "A human declined this block. Submit another in its place and ask for a fresh approval.",
  );
const used = ({ used_at, used_by }: Approval) =>
  new Problem("APPROVAL_USED", `${used_by ?? ""} used this approval at ${used_at ?? ""}. It holds once.`);
const expired = () => new Problem("APPROVAL_EXPIRED", "This approval has run out. Ask for a fresh one.");
