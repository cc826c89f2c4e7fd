// GET /api/npd/projects/{projectId}/handoff/events
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { HandoffEvent } from "../../shared/launch-handoffs/handoff-event.ts";
import { listEvents } from "../../shared/launch-handoffs/handoff-event-repository.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9a-f-]{36}$/, "Expected a cursor of this list")),
);

export const contract = {
  summary: "List what was requested, completed and failed of a project's handoff, newest first",
  description: "A page holds so many attempts; each is two events.",
  roles: readers,
  params: z.strictObject({ projectId: RecordKey }),
  query: z.strictObject({ limit: Limit, cursor: z.optional(Place) }),
  answers: { 200: z.object({ events: z.array(HandoffEvent) }) },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor, path }) => {
  const { limit, cursor: after } = query;
  const { events, next } = await listEvents(actor.tenantId, params.projectId, { after, limit });
  return ok({ events }, linkToNext(path, query, next));
});
