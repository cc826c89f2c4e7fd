// PUT /api/npd/projects/{projectId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { projectLeads } from "../../shared/launch-handoffs/permission.ts";
import { Project, ProjectInput } from "../../shared/launch-handoffs/project.ts";
import { putProject } from "../../shared/launch-handoffs/project-plan.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Make a project, or write it anew",
  description:
    "A launched project does not change; only its handoff launches it, but one that was launched elsewhere may be made.",
  roles: projectLeads,
  params: z.strictObject({ projectId: RecordKey }),
  body: ProjectInput,
  maxBytes: 32_000,
  answers: { 200: Project, 201: Project },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  projects.put(
    call,
    params.projectId,
    (before) => {
      assertMatch(headers, before?.rev);
      return putProject(before, body, { id: params.projectId, now: call.now });
    },
    ({ record, isNew }) => (isNew ? created : ok)(record.project, etag(record.rev)),
  ),
);
