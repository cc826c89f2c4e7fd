// GET /api/features/{featureId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Feature, FeatureId } from "../../shared/packets/feature.ts";
import * as features from "../../shared/packets/feature-repository.ts";

export const contract = {
  summary: "Read a feature",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  params: z.strictObject({ featureId: FeatureId }),
  answers: { 200: Feature },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { feature, rev } = await features.read(actor.tenantId, params.featureId);
  return ok(feature, etag(rev));
});
