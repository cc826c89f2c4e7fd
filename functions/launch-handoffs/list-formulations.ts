// GET /api/npd/projects/{projectId}/formulations
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Formulation } from "../../shared/launch-handoffs/formulation.ts";
import * as formulations from "../../shared/launch-handoffs/formulation-repository.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "List the formulations of a project, without their items",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  answers: { 200: z.object({ formulations: z.array(Formulation) }) },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const [found] = await Promise.all([
    formulations.list(actor.tenantId, params.projectId),
    projects.read(actor.tenantId, params.projectId),
  ]);
  return ok({ formulations: found });
});
