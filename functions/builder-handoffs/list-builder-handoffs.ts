// GET /api/builder-handoffs
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { BuilderHandoffView, StateWanted, viewOf } from "../../shared/builder-handoffs/builder-handoff.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[A-Z0-9.-]{1,40}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the builder handoffs of your tenant, oldest first",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  query: z.strictObject({ state: z.optional(StateWanted), limit: Limit, cursor: z.optional(Place) }),
  answers: { 200: z.object({ handoffs: z.array(BuilderHandoffView) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const page = { state: query.state, after: query.cursor, limit: query.limit };
  const { handoffs: found, next } = await handoffs.list(actor.tenantId, page);
  return ok({ handoffs: found.map(viewOf) }, linkToNext(path, query, next));
});
