// PUT /api/npd/projects/{projectId}/costing
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ifMatching, putAnswer } from "../../shared/http/etag.ts";
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
    ifMatching(headers, (project) => putCosting(project, body, call.actor)),
    putAnswer((project) => project.costing),
  ),
);
