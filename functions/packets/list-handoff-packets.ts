// GET /api/features/{featureId}/handoff-packets
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, limitUpTo, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { FeatureId } from "../../shared/packets/feature.ts";
import * as features from "../../shared/packets/feature-repository.ts";
import { AnsweredPacket } from "../../shared/packets/packet.ts";
import { firstPlace, PagePlace, textOfPlace } from "../../shared/packets/page-place.ts";
import * as packets from "../../shared/packets/packet-repository.ts";

export const contract = {
  summary: "List the packets of a feature: phases upward, versions downward",
  description:
    "A page ends after its limit or 1.9 MB; its Link header leads to the next. All pages show the packets that were there when the first was read.",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  params: z.strictObject({ featureId: FeatureId }),
  query: z.strictObject({ limit: limitUpTo(1_000, 1_000), cursor: z.optional(z.pipe(Cursor, PagePlace)) }),
  answers: { 200: z.array(AnsweredPacket) },
} as const;

export const handler = endpoint(contract, async ({ params, query: { cursor, limit }, actor, path }) => {
  const { phases } = await features.read(actor.tenantId, params.featureId);
  const place = cursor ?? firstPlace(phases);
  const { packets: found, next } = await packets.page(actor.tenantId, params.featureId, place, limit);
  return ok(found, linkToNext(path, { limit }, next && textOfPlace(next)));
});
