// GET /api/npd/projects/{projectId}/formulations/{formulationId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { WholeFormulation, wholeOf } from "../../shared/launch-handoffs/formulation.ts";
import * as formulations from "../../shared/launch-handoffs/formulation-repository.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Read a formulation with its items",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey, formulationId: RecordKey }),
  answers: { 200: WholeFormulation },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const formulation = await formulations.read(actor.tenantId, params.projectId, params.formulationId);
  return ok(wholeOf(formulation), etag(formulation.rev));
});
