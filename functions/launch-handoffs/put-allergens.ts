// PUT /api/npd/projects/{projectId}/allergens
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ifMatching, putAnswer } from "../../shared/http/etag.ts";
import { Allergens } from "../../shared/launch-handoffs/allergens.ts";
import { putAllergens } from "../../shared/launch-handoffs/project-evidence.ts";
import { complianceWriters } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Replace the allergen declaration of a project",
  roles: complianceWriters,
  params: z.strictObject({ projectId: RecordKey }),
  body: Allergens,
  maxBytes: 64_000,
  answers: { 200: Allergens, 201: Allergens },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  projects.change(
    call,
    params.projectId,
    ifMatching(headers, (project) => putAllergens(project, body)),
    putAnswer((project) => project.allergens),
  ),
);
