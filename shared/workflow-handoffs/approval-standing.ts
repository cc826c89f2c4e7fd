import { Problem } from "../kernel/problem.ts";
import type { Approval } from "./workflow-handoff.ts";
import { isStanding, type WorkflowRecord } from "./workflow-record.ts";

/** An approval as it stands at a moment: it runs out by itself, and with its block it goes stale. */
export const standingOf = (approval: Approval, { status }: Pick<WorkflowRecord, "status">, now: Date): Approval => {
  if (approval.status !== "requested" && approval.status !== "approved") return approval;
  if (!isStanding(status)) return { ...approval, status: "stale" };
  const isOver = approval.expires_at !== null && approval.expires_at <= now.toISOString();
  return isOver ? { ...approval, status: "expired" } : approval;
};

/**
 * What the receiver sent back does not go on by this block, so nothing of it is approved any more.
 * @throws Problem APPROVAL_STALE
 */
export const assertGoesOn = ({ status, received_by }: WorkflowRecord): void => {
  if (!isStanding(status))
    throw new Problem(
      "APPROVAL_STALE",
      `${received_by ?? "The receiver"} answered this handoff with ${status}. Approve the one that takes its place.`,
    );
};

/** Whoever looked at another block says nothing of this one. @throws Problem APPROVAL_STALE */
export const assertSameBlock = (record: WorkflowRecord, digest: string | undefined): void => {
  if (digest !== undefined && digest !== record.digest)
    throw new Problem(
      "APPROVAL_STALE",
      `The block of this handoff has the digest ${record.digest}. Look at it again.`,
      [{ pointer: "/digest", detail: "This is the digest of another block" }],
    );
};

export const declined = () =>
  new Problem(
    "APPROVAL_DECLINED",
    "A human declined this block. Submit another in its place and ask for a fresh approval.",
  );
export const used = ({ used_at, used_by }: Approval) =>
  new Problem("APPROVAL_USED", `${used_by ?? ""} used this approval at ${used_at ?? ""}. It holds once.`);
export const expired = () => new Problem("APPROVAL_EXPIRED", "This approval has run out. Ask for a fresh one.");
