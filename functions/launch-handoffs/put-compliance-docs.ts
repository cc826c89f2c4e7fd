// PUT /api/npd/projects/{projectId}/compliance-docs
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
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
    (project) => {
      assertMatch(headers, project.rev);
      return putComplianceDocs(project, body);
    },
    ({ record, isNew }) => (isNew ? created : ok)(record.docs, etag(record.rev)),
  ),
);
