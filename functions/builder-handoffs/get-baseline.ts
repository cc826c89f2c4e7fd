// GET /api/builder-handoffs/{handoffId}/baseline
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { Comparison } from "../../shared/builder-handoffs/baseline.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { evidenceOf } from "../../shared/builder-handoffs/evidence-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";

export const contract = {
  summary: "Compare the baseline of a handoff with its predecessor's, new failures by name",
  description: "The predecessor is the handoff that the results name, else the one before it by its number.",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  answers: { 200: z.extend(Comparison, { handoff_id: HandoffId }) },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const handoff = await handoffs.read(actor.tenantId, params.handoffId);
  const { comparison } = await evidenceOf(actor.tenantId, handoff);
  if (!comparison) throw notFound();
  return ok({ handoff_id: handoff.id, ...comparison });
});
