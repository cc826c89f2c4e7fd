// GET /api/workflow-handoffs/{handoffId}
import * as z from "zod/mini";
import { prefers } from "../../shared/http/accept.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok, okContent } from "../../shared/kernel/answer.ts";
import { inOrder } from "../../shared/workflow-handoffs/block.ts";
import { render } from "../../shared/workflow-handoffs/render.ts";
import * as sealed from "../../shared/workflow-handoffs/sealed-repository.ts";
import { HandoffView, summaryOf } from "../../shared/workflow-handoffs/view.ts";
import { HandoffId } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "Read a handoff: where it stands, what was sealed, and what its receiver said",
  description: "Where `Accept` prefers `text/markdown` to JSON, the answer is the block itself.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer", "member", "auditor"],
  params: z.strictObject({ handoffId: HandoffId }),
  answers: { 200: HandoffView },
} as const;

export const handler = endpoint(contract, async ({ params, actor, now, headers }) => {
  const record = await workflows.read(actor.tenantId, params.handoffId);
  const [payload, acceptance = null] = await Promise.all([
    sealed.payload(actor.tenantId, record.id),
    record.received_at === null ? undefined : sealed.acceptance(actor.tenantId, record.id),
  ]);
  const fields = inOrder(payload.fields);
  if (prefers(headers.accept, "text/markdown"))
    return okContent({ type: "text/markdown; charset=utf-8", data: render(fields) }, etag(record.rev));
  return ok({ ...summaryOf(record, now), fields, acceptance, payload }, etag(record.rev));
});
