// GET /api/npd/projects/{projectId}/handoff/export
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok, okContent } from "../../shared/kernel/answer.ts";
import * as formulations from "../../shared/launch-handoffs/formulation-repository.ts";
import { csvOf, HandoffPackage, packageOf } from "../../shared/launch-handoffs/handoff-package.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import { keyOf, RecordKey } from "../../shared/launch-handoffs/record-id.ts";
import { readEvidence } from "../../shared/launch-handoffs/validation-repository.ts";

export const contract = {
  summary: "Take the package for a factory that is not run here: formulation, costing, compliance documents",
  description: "As JSON, or with format=csv as a table for a spreadsheet. Nothing is created in production.",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  query: z.strictObject({
    formulation_id: z.optional(RecordKey),
    format: z._default(z.enum(["json", "csv"]), "json"),
  }),
  answers: { 200: HandoffPackage },
} as const;

export const handler = endpoint(contract, async ({ params: { projectId }, query, actor, now }) => {
  const evidence = await readEvidence(actor.tenantId, projectId, query.formulation_id);
  const id = evidence.formulation && keyOf(evidence.formulation.id);
  const formulation = id === undefined ? undefined : await formulations.read(actor.tenantId, projectId, id);
  const content = packageOf(evidence, formulation, { by: actor.id, now });
  if (query.format === "json") return ok(content);
  return okContent(
    { type: "text/csv; charset=utf-8", data: csvOf(content) },
    { "content-disposition": `attachment; filename="handoff-${projectId}.csv"` },
  );
});
