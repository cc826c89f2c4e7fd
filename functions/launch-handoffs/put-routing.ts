// PUT /api/routings/{routingId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { productionWriters } from "../../shared/launch-handoffs/permission.ts";
import { putRouting, Routing, RoutingInput } from "../../shared/launch-handoffs/routing.ts";
import * as routings from "../../shared/launch-handoffs/routing-repository.ts";

export const contract = {
  summary: "Make a routing, or write it anew",
  roles: productionWriters,
  params: z.strictObject({ routingId: Uuid }),
  body: RoutingInput,
  maxBytes: 32_000,
  answers: { 200: Routing, 201: Routing },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  routings.put(
    call,
    params.routingId,
    (before) => {
      assertMatch(headers, before?.rev);
      return putRouting(before, body, { id: params.routingId, now: call.now });
    },
    ({ routing, rev }) => (rev === 1 ? created : ok)(routing, etag(rev)),
  ),
);
