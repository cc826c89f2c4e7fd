// GET /api/features
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { EpicId, Feature, FeatureStatus } from "../../shared/packets/feature.ts";
import { list } from "../../shared/packets/feature-list-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9a-f-]{36}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the features of your tenant, oldest first",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  query: z.strictObject({
    status: z.optional(FeatureStatus),
    epic_id: z.optional(EpicId),
    limit: Limit,
    cursor: z.optional(Place),
  }),
  answers: { 200: z.object({ features: z.array(Feature) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { status, epic_id: epicId, cursor: after, limit } = query;
  const { features, next } = await list(actor.tenantId, { status, epicId, after, limit });
  return ok({ features }, linkToNext(path, query, next));
});
