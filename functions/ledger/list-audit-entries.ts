// GET /api/audit
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Instant } from "../../shared/kernel/field.ts";
import { list } from "../../shared/ledger/log/entry-repository.ts";
import { Entry } from "../../shared/ledger/log/leaf.ts";

const Name = z.string().check(z.minLength(1), z.maxLength(200));
const Index = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9]{1,12}$/, "Expected a cursor that a page's Link header gave")),
);

export const contract = {
  summary: "List what happened in your tenant, newest first",
  roles: ["auditor", "owner", "admin"],
  query: z.strictObject({
    subject: z.optional(Name),
    event: z.optional(Name),
    actor: z.optional(Name),
    from: z.optional(Instant),
    to: z.optional(Instant),
    limit: Limit,
    cursor: z.optional(Index),
  }),
  answers: { 200: z.object({ entries: z.array(Entry) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { cursor, limit, actor: actor_id, ...wanted } = query;
  const before = cursor === undefined ? undefined : Number(cursor);
  const { entries, next } = await list(actor.tenantId, { ...wanted, actor_id }, { before, limit });
  return ok({ entries }, linkToNext(path, query, next?.toString()));
});
