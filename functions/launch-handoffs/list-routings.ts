// GET /api/routings
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { Routing } from "../../shared/launch-handoffs/routing.ts";
import * as routings from "../../shared/launch-handoffs/routing-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9a-f-]{36}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the routings of your tenant, oldest first",
  roles: readers,
  query: z.strictObject({
    is_active: z.optional(z.enum(["true", "false"])),
    limit: Limit,
    cursor: z.optional(Place),
  }),
  answers: { 200: z.object({ routings: z.array(Routing) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const isActive = query.is_active === undefined ? undefined : query.is_active === "true";
  const page = { isActive, after: query.cursor, limit: query.limit };
  const { routings: found, next } = await routings.list(actor.tenantId, page);
  return ok({ routings: found }, linkToNext(path, query, next));
});
