import * as z from "zod/mini";
import { Instant, Uuid } from "../kernel/field.ts";
import type { Seal } from "../ledger/seal.ts";
import { BlockFields } from "./block.ts";
import { Context } from "./context.ts";
import { Finding } from "./finding.ts";

export const HandoffId = Uuid;

export const HandoffStatus = z.enum(["submitted", "accepted", "needs_input", "declined", "withdrawn", "superseded"]);
export type HandoffStatus = z.infer<typeof HandoffStatus>;

/** `close_commit` is what an operator asks for with "close and commit"; the other is what the block itself asks for. */
export const ApprovalKind = z.enum(["close_commit", "human_approval"]);
export type ApprovalKind = z.infer<typeof ApprovalKind>;

/** An approval of one block: of its very digest, for a time, once. */
export const Approval = z.object({
  id: Uuid,
  kind: ApprovalKind,
  status: z.enum(["requested", "approved", "declined", "used", "expired", "stale"]),
  requested_at: Instant,
  decided_at: z.nullable(Instant),
  decided_by: z.nullable(z.string()),
  expires_at: z.nullable(Instant),
  used_at: z.nullable(Instant),
  used_by: z.nullable(z.string()),
});
export type Approval = z.infer<typeof Approval>;

/** What the head of a handoff says: where it stands. What was handed over is sealed. */
export const WorkflowHead = z.object({
  id: HandoffId,
  state: z.string(),
  status: HandoffStatus,
  sender: z.string(),
  recipient: z.nullable(z.string()),
  submitted_at: Instant,
  digest: z.string(),
  warnings: z.int(),
  answers: z.nullable(HandoffId),
  /** The first handoff of the chain, and the first version of this one. */
  chain: HandoffId,
  line: HandoffId,
  supersedes: z.nullable(HandoffId),
  superseded_by: z.nullable(HandoffId),
  received_by: z.nullable(z.string()),
  received_at: z.nullable(Instant),
  approval: z.nullable(Approval),
});
export type WorkflowHead = z.infer<typeof WorkflowHead>;

/** What is sealed when a handoff is submitted. */
export const HandoffPayload = z.object({
  id: HandoffId,
  fields: BlockFields,
  context: Context,
  sender: z.string(),
  recipient: z.nullable(z.string()),
  answers: z.nullable(HandoffId),
  supersedes: z.nullable(HandoffId),
  /** The warnings it was submitted with. */
  findings: z.array(Finding),
  submitted_at: Instant,
});
export type HandoffPayload = z.infer<typeof HandoffPayload>;

/** A document of a handoff as it is sealed, under its own word in the handoff's partition. */
export type SealedDocument = { id: string; what: string; created_at: string; created_by: string; seal: Seal };

/** What the receiver said. */
export const Acceptance = z.object({
  decision: z.enum(["accepted", "needs_input", "declined"]),
  read_back: z.string(),
  missing: z.array(z.string()),
  received_by: z.string(),
  received_at: Instant,
});
export type Acceptance = z.infer<typeof Acceptance>;
