// GET /api/features/{featureId}/handoff-summary
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { FeatureId } from "../../shared/packets/feature.ts";
import * as features from "../../shared/packets/feature-repository.ts";
import { FeatureSummary, summaryOfFeature } from "../../shared/packets/summary.ts";
import * as totals from "../../shared/packets/totals-repository.ts";

export const contract = {
  summary: "See where a feature is, and what time, tokens and money it took, phase by phase",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  params: z.strictObject({ featureId: FeatureId }),
  answers: { 200: FeatureSummary },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const [feature, spent] = await Promise.all([
    features.read(actor.tenantId, params.featureId),
    totals.ofFeature(actor.tenantId, params.featureId),
  ]);
  return ok(summaryOfFeature(feature, spent));
});
