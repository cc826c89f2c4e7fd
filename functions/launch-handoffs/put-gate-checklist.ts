// PUT /api/npd/projects/{projectId}/gate-checklist
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ifMatching, putAnswer } from "../../shared/http/etag.ts";
import { GateChecklist, GateChecklistInput } from "../../shared/launch-handoffs/gate-checklist.ts";
import { putGateChecklist } from "../../shared/launch-handoffs/project-evidence.ts";
import { projectLeads } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Replace the gate checklist of a project, or complete items of it",
  description:
    "A list of items, or a template with completions, replaces the checklist; a list of completions completes the one that is there.",
  roles: projectLeads,
  params: z.strictObject({ projectId: RecordKey }),
  body: GateChecklistInput,
  maxBytes: 200_000,
  answers: { 200: GateChecklist, 201: GateChecklist },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  projects.change(
    call,
    params.projectId,
    ifMatching(headers, (project) => putGateChecklist(project, body)),
    putAnswer((project) => project.gates),
  ),
);
