// GET /api/routings/{routingId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { Routing } from "../../shared/launch-handoffs/routing.ts";
import * as routings from "../../shared/launch-handoffs/routing-repository.ts";

export const contract = {
  summary: "Read a routing",
  roles: readers,
  params: z.strictObject({ routingId: Uuid }),
  answers: { 200: Routing },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { routing, rev } = await routings.read(actor.tenantId, params.routingId);
  return ok(routing, etag(rev));
});
