// GET /api/workflow-handoffs
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { text } from "../../shared/kernel/field.ts";
import { HandoffSummary } from "../../shared/workflow-handoffs/view.ts";
import { list } from "../../shared/workflow-handoffs/workflow-list-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9a-f-]{36}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List the workflow handoffs of your tenant, newest first",
  description:
    "`mine` narrows it to those that whoever asks may receive, or sent. `recipient` is read as in a submission: `qa` and `role:qa` are one.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer", "member", "auditor"],
  query: z.strictObject({
    state: z.optional(text(100)),
    recipient: z.optional(text(133)),
    awaiting: z.optional(z.literal("approval")),
    mine: z.optional(z.enum(["received", "sent"], "Expected received or sent")),
    limit: Limit,
    cursor: z.optional(Place),
  }),
  answers: { 200: z.object({ handoffs: z.array(HandoffSummary) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, now, path }) => {
  const { cursor: after, limit, state, recipient, awaiting } = query;
  const mine = query.mine && { by: actor, are: query.mine };
  const { handoffs, next } = await list(actor.tenantId, { state, recipient, awaiting, mine, after, limit }, now);
  return ok({ handoffs }, linkToNext(path, query, next));
});
