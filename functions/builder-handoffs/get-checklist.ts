// GET /api/builder-handoffs/{handoffId}/checklist
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { checklistOf } from "../../shared/builder-handoffs/checklist.ts";
import { ShownItem, withEvidence } from "../../shared/builder-handoffs/checklist-evidence.ts";
import { evidenceOf } from "../../shared/builder-handoffs/evidence-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";

export const contract = {
  summary: "Compute the reviewer's checklist of a handoff as it stands",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  answers: { 200: z.object({ handoff_id: HandoffId, passed: z.boolean(), checklist: z.array(ShownItem) }) },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const handoff = await handoffs.read(actor.tenantId, params.handoffId);
  const evidence = await evidenceOf(actor.tenantId, handoff);
  const checklist = withEvidence(checklistOf(evidence), evidence);
  return ok({ handoff_id: handoff.id, passed: checklist.every(({ passed }) => passed), checklist });
});
