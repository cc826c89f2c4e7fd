// PUT /api/features/{featureId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { Feature, FeatureId, FeatureInput } from "../../shared/packets/feature.ts";
import { putFeature } from "../../shared/packets/feature-plan.ts";
import * as features from "../../shared/packets/feature-repository.ts";

export const contract = {
  summary: "Make a feature, or write it anew",
  description: "Fields beyond these are kept and answered as they are sent.",
  roles: ["orchestrator", "agent", "owner", "admin"],
  params: z.strictObject({ featureId: FeatureId }),
  body: FeatureInput,
  maxBytes: 64_000,
  answers: { 200: Feature, 201: Feature },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  features.put(
    call,
    params.featureId,
    (before) => {
      assertMatch(headers, before?.rev);
      return putFeature(before, body, { id: params.featureId, by: call.actor, now: call.now });
    },
    ({ feature, rev }) => (rev === 1 ? created : ok)(feature, etag(rev)),
  ),
);
