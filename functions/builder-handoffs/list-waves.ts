// GET /api/builder-waves
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { ListedWave, listedAs } from "../../shared/builder-handoffs/wave.ts";
import * as waves from "../../shared/builder-handoffs/wave-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[A-Za-z0-9._-]{1,64}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the waves of your tenant, oldest first",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  query: z.strictObject({ limit: Limit, cursor: z.optional(Place) }),
  answers: { 200: z.object({ waves: z.array(ListedWave) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { entries, next } = await waves.list(actor.tenantId, { after: query.cursor, limit: query.limit });
  return ok({ waves: entries.map(listedAs) }, linkToNext(path, query, next));
});
