// GET /api/features/{featureId}/handoff-packets/export
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, limitUpTo, linkToNext } from "../../shared/http/page.ts";
import { okContent } from "../../shared/kernel/answer.ts";
import { exportOf, Format, mediaTypes } from "../../shared/packets/export.ts";
import { FeatureId } from "../../shared/packets/feature.ts";
import * as features from "../../shared/packets/feature-repository.ts";
import { PagePlace } from "../../shared/packets/page-place.ts";
import * as packets from "../../shared/packets/packet-repository.ts";

export const contract = {
  summary: "Export the packets of a feature as an OpenTelemetry trace, CSV or lines of JSON",
  description:
    "A page ends after its limit or 2.5 MB; its Link header leads to the next. Pages of CSV and of lines join to one file.",
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
  const { format, cursor: after, limit } = query;
  const [{ packets: found, next }] = await Promise.all([
    packets.page(actor.tenantId, params.featureId, { after, limit }),
    features.read(actor.tenantId, params.featureId),
  ]);
  return okContent(exportOf(format, found, after === undefined), linkToNext(path, query, next));
});
