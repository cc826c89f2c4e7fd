import * as z from "zod/mini";
import { Problem } from "../kernel/problem.ts";
import { plainText } from "./hidden-characters.ts";
import { isFor } from "./receiver.ts";
import { assertNoSecret } from "./secrets.ts";
import { Acceptance } from "./workflow-handoff.ts";
import { assertStanding, sealedBy, type Step, type WorkflowChange, type WorkflowRecord } from "./workflow-record.ts";

/** What the receiver answers: the work as understood, and what is missing when it cannot begin. */
export const AcceptanceInput = z
  .strictObject({
    decision: Acceptance.shape.decision,
    read_back: plainText(4_000),
    missing: z.optional(z.array(plainText(500)).check(z.minLength(1), z.maxLength(50))),
  })
  .check(
    z.refine(({ decision, missing }) => (decision === "needs_input") === (missing !== undefined), {
      error: "Expected what is missing with the decision needs_input, and with no other",
      path: ["missing"],
    }),
  );
export type AcceptanceInput = z.infer<typeof AcceptanceInput>;

export const WithdrawalInput = z.strictObject({ reason: z.optional(plainText(1_000)) });
export type WithdrawalInput = z.infer<typeof WithdrawalInput>;

/**
 * The receiver accepts the work, says what is missing, or declines, once, with the read-back of what was understood.
 * @throws Problem NOT_RECIPIENT, HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED, ALREADY_RECEIVED; INVALID_REQUEST for a secret
 */
export const receiveHandoff = (record: WorkflowRecord, input: AcceptanceInput, step: Step): WorkflowChange => {
  const { decision, read_back, missing = [] } = input;
  if (!isFor(record, step.by))
    throw new Problem(
      "NOT_RECIPIENT",
      `This handoff is for ${record.recipient ?? "somebody other than its sender"}. Call with a token of theirs.`,
    );
  assertStanding(record);
  assertNotReceived(record);
  assertNoSecret({ "/read_back": read_back, "/missing": missing.join("\n") });
  const acceptance: Acceptance = {
    decision,
    read_back,
    missing,
    received_by: step.by.id,
    received_at: step.now.toISOString(),
  };
  return {
    record: { ...record, status: decision, received_by: acceptance.received_by, received_at: acceptance.received_at },
    event: `workflow_handoff_${decision}`,
    sealed: sealedBy(step, "ACCEPTANCE", { handoff: { id: record.id, digest: record.digest }, ...acceptance }),
  };
};

/**
 * The sender takes back what nobody has received.
 * @throws Problem NOT_SENDER, HANDOFF_WITHDRAWN, HANDOFF_SUPERSEDED, ALREADY_RECEIVED; INVALID_REQUEST for a secret
 */
export const withdrawHandoff = (record: WorkflowRecord, { reason }: WithdrawalInput, step: Step): WorkflowChange => {
  if (record.sender !== step.by.id)
    throw new Problem("NOT_SENDER", "Only the sender of a handoff may withdraw it. Decline it instead.");
  assertStanding(record);
  assertNotReceived(record);
  assertNoSecret({ "/reason": reason });
  const withdrawal = { reason: reason ?? null, withdrawn_by: step.by.id, withdrawn_at: step.now.toISOString() };
  return {
    record: { ...record, status: "withdrawn" },
    event: "workflow_handoff_withdrawn",
    approvalId: record.approval?.id,
    sealed: sealedBy(step, "WITHDRAWAL", { handoff: { id: record.id, digest: record.digest }, ...withdrawal }),
  };
};

const assertNotReceived = ({ status, received_by, received_at }: WorkflowRecord): void => {
  if (status !== "submitted")
    throw new Problem(
      "ALREADY_RECEIVED",
      `${received_by ?? "The receiver"} answered this handoff at ${received_at ?? ""}: ${status}. An answer is given once.`,
    );
};
