// PUT /api/npd/projects/{projectId}/costing
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { Costings, CostingsInput } from "../../shared/launch-handoffs/costing.ts";
import { putCosting } from "../../shared/launch-handoffs/project-evidence.ts";
import { costingWriters } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Replace the costing of a project",
  description: "Only the roles owner, admin and finance approve a row.",
  roles: costingWriters,
  params: z.strictObject({ projectId: RecordKey }),
  body: CostingsInput,
  maxBytes: 200_000,
  answers: { 200: Costings, 201: Costings },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  projects.change(
    call,
    params.projectId,
    (project) => {
      assertMatch(headers, project.rev);
      return putCosting(project, body, call.actor);
    },
    ({ record, isNew }) => (isNew ? created : ok)(record.costing, etag(record.rev)),
  ),
);
