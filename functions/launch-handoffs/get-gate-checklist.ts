// GET /api/npd/projects/{projectId}/gate-checklist
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { GateChecklist } from "../../shared/launch-handoffs/gate-checklist.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Read the gate checklist of a project",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  answers: { 200: GateChecklist },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { gates, rev } = await projects.read(actor.tenantId, params.projectId);
  return ok(gates, etag(rev));
});
