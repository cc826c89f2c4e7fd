// GET /api/npd/projects/{projectId}/allergens
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { Allergens } from "../../shared/launch-handoffs/allergens.ts";
import { developers } from "../../shared/launch-handoffs/permission.ts";
import * as projects from "../../shared/launch-handoffs/project-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Read the allergen declaration of a project",
  roles: developers,
  params: z.strictObject({ projectId: RecordKey }),
  answers: { 200: Allergens },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { allergens, rev } = await projects.read(actor.tenantId, params.projectId);
  if (!allergens) throw notFound();
  return ok(allergens, etag(rev));
});
