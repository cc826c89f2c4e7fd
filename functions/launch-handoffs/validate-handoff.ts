// POST /api/npd/projects/{projectId}/handoff/validate
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";
import { validate, Validation } from "../../shared/launch-handoffs/validation.ts";
import { readEvidence } from "../../shared/launch-handoffs/validation-repository.ts";

export const contract = {
  summary: "Check again whether a project may be handed off",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  query: z.strictObject({ formulation_id: z.optional(RecordKey) }),
  body: z.strictObject({}),
  answers: { 200: Validation },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor }) =>
  ok(validate(await readEvidence(actor.tenantId, params.projectId, query.formulation_id))),
);
