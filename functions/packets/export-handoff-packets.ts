// GET /api/features/{featureId}/handoff-packets/export
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, limitUpTo, linkToNext } from "../../shared/http/page.ts";
import { okContent } from "../../shared/kernel/answer.ts";
import { exportOf, Format, mediaTypes } from "../../shared/packets/export.ts";
import { FeatureId } from "../../shared/packets/feature.ts";
import * as features from "../../shared/packets/feature-repository.ts";
import { firstPlace, PagePlace, textOfPlace } from "../../shared/packets/page-place.ts";
import * as packets from "../../shared/packets/packet-repository.ts";

export const contract = {
  summary: "Export the packets of a feature as an OpenTelemetry trace, CSV or lines of JSON",
  description:
    "A page ends after its limit or 1.9 MB; its Link header leads to the next. All pages show the packets that were there when the first was read. Pages of CSV and of lines join to one file.",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  params: z.strictObject({ featureId: FeatureId }),
  query: z.strictObject({
    format: z._default(Format, "ndjson"),
    limit: limitUpTo(1_000, 1_000),
    cursor: z.optional(z.pipe(Cursor, PagePlace)),
  }),
  answers: { 200: z.string() },
  produces: mediaTypes,
} as const;

export const handler = endpoint(contract, async ({ params, query, actor, path }) => {
  const { format, cursor, limit } = query;
  const { phases } = await features.read(actor.tenantId, params.featureId);
  const place = cursor ?? firstPlace(phases);
  const { packets: found, next } = await packets.page(actor.tenantId, params.featureId, place, limit);
  const content = exportOf(format, found, cursor === undefined);
  return okContent(content, linkToNext(path, { format, limit }, next && textOfPlace(next)));
});
