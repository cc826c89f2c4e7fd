// PUT /api/npd/projects/{projectId}/compliance-docs
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ifMatching, putAnswer } from "../../shared/http/etag.ts";
import { ComplianceDocs, ComplianceDocsInput } from "../../shared/launch-handoffs/compliance-doc.ts";
import { putComplianceDocs } from "../../shared/launch-handoffs/project-evidence.ts";
import { complianceWriters } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Replace what is known of the compliance documents of a project",
  roles: complianceWriters,
  params: z.strictObject({ projectId: RecordKey }),
  body: ComplianceDocsInput,
  maxBytes: 200_000,
  answers: { 200: ComplianceDocs, 201: ComplianceDocs },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  projects.change(
    call,
    params.projectId,
    ifMatching(headers, (project) => putComplianceDocs(project, body)),
    putAnswer((project) => project.docs),
  ),
);
