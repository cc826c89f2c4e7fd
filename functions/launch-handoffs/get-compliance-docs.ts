// GET /api/npd/projects/{projectId}/compliance-docs
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { ComplianceDocs } from "../../shared/launch-handoffs/compliance-doc.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Read what is known of the compliance documents of a project",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  answers: { 200: ComplianceDocs },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { docs, rev } = await projects.read(actor.tenantId, params.projectId);
  return ok(docs, etag(rev));
});
