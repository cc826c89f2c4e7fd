// POST /api/workflow-handoffs/{handoffId}/withdrawal
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { created } from "../../shared/kernel/answer.ts";
import { WithdrawalInput, withdrawHandoff } from "../../shared/workflow-handoffs/receipt.ts";
import { HandoffSummary, summaryOf } from "../../shared/workflow-handoffs/view.ts";
import { HandoffId } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "Withdraw a handoff that nobody has received",
  description: "By its sender alone.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: WithdrawalInput,
  maxBytes: 64_000,
  answers: { 201: HandoffSummary },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) =>
  workflows.change(
    call,
    params.handoffId,
    (record, step) => withdrawHandoff(record, body, step),
    (record) => created(summaryOf(record, call.now), etag(record.rev)),
  ),
);
