// GET /api/n3/runs
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Run, RunStatus } from "../../shared/run-handoffs/run.ts";
import { list } from "../../shared/run-handoffs/run-list-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9a-f-]{36}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the runs of your tenant, oldest first",
  roles: ["owner", "admin", "tenant_admin"],
  query: z.strictObject({ status: z.optional(RunStatus), limit: Limit, cursor: z.optional(Place) }),
  answers: {
    200: z.object({
      runs: z.array(z.extend(Run, { readiness_locked: z.boolean(), handoff_id: z.nullable(z.string()) })),
    }),
  },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { runs, next } = await list(actor.tenantId, { status: query.status, after: query.cursor, limit: query.limit });
  return ok({ runs }, linkToNext(path, query, next));
});
