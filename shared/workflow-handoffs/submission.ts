import type { Actor } from "../kernel/actor.ts";
import { Problem } from "../kernel/problem.ts";
import { seal } from "../ledger/seal.ts";
import { asksToCommit } from "./close-commit.ts";
import type { HandoffDocument } from "./document.ts";
import type { Check } from "./document.ts";
import type { Approval, ApprovalKind, HandoffPayload } from "./workflow-handoff.ts";
import { bare, factsOf } from "./facts.ts";
import { readingOf } from "./parse.ts";
import { assertStanding, sealedBy, type Step, type WorkflowChange, type WorkflowRecord } from "./workflow-record.ts";

/** A step that may make an approval too. */
export type SubmitStep = Step & { approvalId: string };

/** What a submitted handoff follows: the one it answers, or the one whose place it takes. */
export type Follows = { answered: WorkflowRecord | undefined; superseded: WorkflowRecord | undefined };

/**
 * Submits a block that breaks no rule: it is sealed, and waits for its receiver.
 * @throws Problem NOT_RECIPIENT, NOT_ACCEPTED, HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED for what it answers; INVALID_REQUEST when it
 * is for its sender, or leaves the chain of the handoff whose place it takes
 */
export const submitHandoff = (
  document: HandoffDocument,
  { fields, findings }: Check,
  step: SubmitStep,
  { answered, superseded }: Follows,
): WorkflowChange => {
  const { id, by, now } = step;
  const { context, recipient = superseded?.recipient ?? null } = document;
  assertNotToSender(document, by);
  if (superseded) assertSameChain(document, superseded);
  else if (answered) assertAnswerable(answered, by);
  const payload: HandoffPayload = {
    id,
    fields,
    context,
    sender: by.id,
    recipient,
    answers: document.answers ?? superseded?.answers ?? null,
    supersedes: superseded?.id ?? null,
    findings,
    submitted_at: now.toISOString(),
  };
  const approval = requestFor(document, fields, step);
  const record: WorkflowRecord = {
    rev: 0,
    id,
    state: bare(fields.canonical_state),
    status: "submitted",
    sender: by.id,
    recipient,
    submitted_at: payload.submitted_at,
    digest: seal(payload).digest,
    warnings: findings.length,
    answers: payload.answers,
    chain: superseded?.chain ?? answered?.chain ?? id,
    line: superseded?.line ?? id,
    supersedes: payload.supersedes,
    superseded_by: null,
    received_by: null,
    received_at: null,
    approval,
  };
  return {
    record,
    event: "workflow_handoff_submitted",
    sealed: sealedBy(step, "HANDOFF", payload),
    approvalId: approval?.id,
    asksFor: approval?.id,
  };
};

/** The sender never receives their own handoff, so one that is for the sender would wait for good. */
const assertNotToSender = ({ recipient }: HandoffDocument, by: Actor): void => {
  if (recipient !== by.id) return;
  const detail = "You send this handoff, so it cannot be for you. Name its receiver, or leave the field out";
  throw new Problem("INVALID_REQUEST", `/recipient: ${detail}.`, [{ pointer: "/recipient", detail }]);
};

/** Whoever accepted a handoff answers it: theirs is the work. That somebody has accepted it never changes again. */
const assertAnswerable = (answered: WorkflowRecord, by: Actor): void => {
  assertStanding(answered);
  const pointTo = (detail: string) => [{ pointer: "/answers", detail }];
  if (answered.status !== "accepted") {
    const detail = `Nobody has accepted this handoff: it is ${answered.status}`;
    const remedy = answered.status === "submitted" ? "Accept it first" : "Its sender puts another in its place";
    throw new Problem("NOT_ACCEPTED", `/answers: ${detail}. ${remedy}.`, pointTo(detail));
  }
  if (answered.received_by !== by.id)
    throw new Problem(
      "NOT_RECIPIENT",
      `/answers: ${answered.received_by ?? ""} accepted this handoff, and answers it.`,
      pointTo("Somebody else accepted this handoff"),
    );
};

/** A block stays where the one was whose place it takes. */
const assertSameChain = ({ answers }: HandoffDocument, superseded: WorkflowRecord): void => {
  if (answers === undefined || answers === superseded.answers) return;
  const detail = `The handoff whose place this takes answers ${superseded.answers ?? "none"}. Leave the field out`;
  throw new Problem("INVALID_REQUEST", `/answers: ${detail}.`, [{ pointer: "/answers", detail }]);
};

/** The one approval that a block asks for: `close_commit` for that wording, else what Human Approval Needed says. */
const requestFor = (
  { context }: HandoffDocument,
  fields: HandoffPayload["fields"],
  { approvalId, now }: SubmitStep,
): Approval | null => {
  const isNeeded = factsOf(readingOf(fields), context).approval === "yes";
  const kind: ApprovalKind | undefined = asksToCommit(fields, context)
    ? "close_commit"
    : isNeeded
      ? "human_approval"
      : undefined;
  return kind === undefined ? null : newApproval(approvalId, kind, now);
};

export const newApproval = (id: string, kind: ApprovalKind, now: Date): Approval => ({
  id,
  kind,
  status: "requested",
  requested_at: now.toISOString(),
  decided_at: null,
  decided_by: null,
  expires_at: null,
  used_at: null,
  used_by: null,
});

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
