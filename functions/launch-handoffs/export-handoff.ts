// GET /api/npd/projects/{projectId}/handoff/export
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { okContent } from "../../shared/kernel/answer.ts";
import * as formulations from "../../shared/launch-handoffs/formulation-repository.ts";
import { HandoffPackage, packageOf } from "../../shared/launch-handoffs/handoff-package.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import { fileOf, formatOf, mediaTypes, PackageFormat } from "../../shared/launch-handoffs/package-file.ts";
import { keyOf, RecordKey } from "../../shared/launch-handoffs/record-id.ts";
import { readEvidence } from "../../shared/launch-handoffs/validation-repository.ts";

export const contract = {
  summary: "Take the package for a factory that is not run here: formulation, costing, compliance documents",
  description:
    "As JSON; with format=csv (or Accept: text/csv) as a table for a spreadsheet, with format=pdf (or Accept: application/pdf) as a document to print. Nothing is created in production.",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  query: z.strictObject({ formulation_id: z.optional(RecordKey), format: z.optional(PackageFormat) }),
  answers: { 200: HandoffPackage },
  produces: Object.values(mediaTypes),
} as const;

export const handler = endpoint(contract, async ({ params: { projectId }, query, headers, actor, now }) => {
  const evidence = await readEvidence(actor.tenantId, projectId, query.formulation_id);
  const id = evidence.formulation && keyOf(evidence.formulation.id);
  const formulation = id === undefined ? undefined : await formulations.read(actor.tenantId, projectId, id);
  const format = query.format ?? formatOf(headers.accept);
  const content = await fileOf(packageOf(evidence, formulation, { by: actor.id, now }), format);
  return okContent(content, {
    vary: "accept",
    ...(format !== "json" && { "content-disposition": `attachment; filename="handoff-${projectId}.${format}"` }),
  });
});
