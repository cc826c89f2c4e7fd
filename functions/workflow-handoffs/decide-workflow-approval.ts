// POST /api/workflow-handoffs/{handoffId}/approvals
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { created } from "../../shared/kernel/answer.ts";
import { DecisionInput, decideApproval } from "../../shared/workflow-handoffs/approval.ts";
import { approvalOf, ApprovalView } from "../../shared/workflow-handoffs/view.ts";
import { HandoffId } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "Approve or decline the block of a handoff, as a human",
  description:
    "Of a block that asks for it. The approval is bound to the digest of the block, runs out, and is used once. Without `expires_at` it holds for a day.",
  roles: ["owner", "admin", "tenant_admin", "reviewer"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: DecisionInput,
  maxBytes: 64_000,
  answers: { 201: ApprovalView },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) =>
  workflows.change(
    call,
    params.handoffId,
    (record, step) => decideApproval(record, body, step),
    (record) => created(approvalOf(record, call.now), etag(record.rev)),
  ),
);
