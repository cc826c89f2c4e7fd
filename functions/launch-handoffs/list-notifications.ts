// GET /api/notifications
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { list } from "../../shared/launch-handoffs/inbox-repository.ts";
import { Notification, RECIPIENT } from "../../shared/launch-handoffs/notification.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9a-f-]{36}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "Read the inbox of the Production Manager, newest first",
  roles: ["production_manager", "owner", "admin"],
  query: z.strictObject({ limit: Limit, cursor: z.optional(Place) }),
  answers: { 200: z.object({ notifications: z.array(Notification) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { limit, cursor: after } = query;
  const { notifications, next } = await list(actor.tenantId, RECIPIENT, { after, limit });
  return ok({ notifications }, linkToNext(path, query, next));
});
