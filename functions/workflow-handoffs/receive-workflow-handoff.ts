// POST /api/workflow-handoffs/{handoffId}/acceptance
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { created } from "../../shared/kernel/answer.ts";
import { AcceptanceInput, receiveHandoff } from "../../shared/workflow-handoffs/receipt.ts";
import { HandoffSummary, summaryOf } from "../../shared/workflow-handoffs/view.ts";
import { HandoffId } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "Accept a handoff, say what is missing, or decline it, with the read-back of what was understood",
  description:
    "Once, by its receiver: the sub or the role that it names, any human, or whoever takes it first where it names none.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: AcceptanceInput,
  maxBytes: 64_000,
  answers: { 201: HandoffSummary },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) =>
  workflows.change(
    call,
    params.handoffId,
    (record, step) => receiveHandoff(record, body, step),
    (record) => created(summaryOf(record, call.now), etag(record.rev)),
  ),
);
