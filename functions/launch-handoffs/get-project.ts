// GET /api/npd/projects/{projectId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { Project } from "../../shared/launch-handoffs/project.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Read a project",
  roles: readers,
  params: z.strictObject({ projectId: RecordKey }),
  answers: { 200: Project },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { project, rev } = await projects.read(actor.tenantId, params.projectId);
  return ok(project, etag(rev));
});
