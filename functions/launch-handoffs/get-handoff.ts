// GET /api/npd/projects/{projectId}/handoff
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { developers, readers } from "../../shared/launch-handoffs/permission.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";
import { HandoffStatus, Wizard } from "../../shared/launch-handoffs/wizard.ts";
import { readWizard } from "../../shared/launch-handoffs/wizard-repository.ts";
import { statusIn, wizardOf } from "../../shared/launch-handoffs/wizard-view.ts";

export const contract = {
  summary: "See everything that the handoff wizard shows, or how far the handoff is",
  description:
    "Shows your draft over the defaults; product_id previews the update of that product. The Production Manager sees the status alone.",
  roles: readers,
  params: z.strictObject({ projectId: RecordKey }),
  query: z.strictObject({ product_id: z.optional(Uuid), formulation_id: z.optional(RecordKey) }),
  answers: { 200: z.union([Wizard, HandoffStatus]) },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor, now }) => {
  const asked = { productId: query.product_id, formulationId: query.formulation_id, now };
  const ground = await readWizard(actor, params.projectId, asked);
  const mayPrepare = developers.some((role) => actor.roles.includes(role));
  return ok(mayPrepare ? wizardOf(ground, { by: actor, now }) : statusIn(ground));
});
