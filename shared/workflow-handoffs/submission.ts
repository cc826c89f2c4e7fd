import type { Actor } from "../kernel/actor.ts";
import { Problem } from "../kernel/problem.ts";
import { seal } from "../ledger/seal.ts";
import { requestFor } from "./approval-request.ts";
import type { Check } from "./check.ts";
import type { HandoffDocument } from "./document.ts";
import { bare } from "./facts.ts";
import { isNamed } from "./receiver.ts";
import type { HandoffPayload } from "./workflow-handoff.ts";
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
  const approval = requestFor(context, fields, step.approvalId, now);
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
  if (recipient === undefined || !isNamed(recipient, by.id)) return;
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
