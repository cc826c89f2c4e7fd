// POST /api/workflow-handoffs/{handoffId}/approvals/{approvalId}/use
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { useApproval, UseInput } from "../../shared/workflow-handoffs/approval-use.ts";
import { approvalOf, ApprovalView } from "../../shared/workflow-handoffs/view.ts";
import { HandoffId } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "Use an approval, once, for the block that it was given for",
  description: "Whoever executes the approved action uses the approval first, and executes only after this answer.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent"],
  params: z.strictObject({ handoffId: HandoffId, approvalId: HandoffId }),
  body: UseInput,
  maxBytes: 64_000,
  answers: { 200: ApprovalView },
} as const;

export const handler = endpoint(contract, async ({ params: { handoffId, approvalId }, body, ...call }) => {
  const origin = await workflows.originOf(call.actor.tenantId, approvalId);
  return workflows.change(
    call,
    handoffId,
    (record, step) => useApproval(record, approvalId, origin, body, step),
    (record) => ok(approvalOf(record, call.now), etag(record.rev)),
  );
});
