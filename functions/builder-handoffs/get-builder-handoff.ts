// GET /api/builder-handoffs/{handoffId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { BuilderHandoffView, viewOf } from "../../shared/builder-handoffs/builder-handoff.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";

export const contract = {
  summary: "Read a builder handoff: its state, and what was sealed for it",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  answers: { 200: BuilderHandoffView },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { rev, ...handoff } = await handoffs.read(actor.tenantId, params.handoffId);
  return ok(viewOf(handoff), etag(rev));
});
