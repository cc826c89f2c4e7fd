import type { ZodOpenApiComponentsObject } from "zod-openapi";
import * as z from "zod/mini";

export const securitySchemes = { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } as const;

export const parameters = {
  tenant: {
    in: "header",
    name: "x-tenant-id",
    description: "If sent, it must be the tenant of the token; another is answered like a record that is not there.",
    schema: { type: "string" },
  },
  idempotencyKey: {
    in: "header",
    name: "Idempotency-Key",
    description:
      "Makes the request repeatable for good: the same key and body get the same answer, and nothing is done twice.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
  },
  ifMatch: {
    in: "header",
    name: "If-Match",
    description: "The ETag that was read; the write is refused with 412 if the record has changed since.",
    schema: { type: "string" },
  },
  ifNoneMatch: {
    in: "header",
    name: "If-None-Match",
    description: "`*`: the write is refused with 412 if the record is there already.",
    schema: { type: "string", const: "*" },
  },
} as const satisfies ZodOpenApiComponentsObject["parameters"];

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    request_id: z.string(),
    success: z.literal(false),
    error: z.string(),
    error_code: z.string(),
    errors: z.optional(
      z.array(z.object({ pointer: z.optional(z.string()), parameter: z.optional(z.string()), detail: z.string() })),
    ),
  })
  .register(z.globalRegistry, {
    id: "Problem",
    description:
      "RFC 9457 problem details. `error_code` is stable; `errors` names each fault by JSON pointer or parameter.",
  });

const refusals = {
  400: "The request does not match its contract",
  401: "No valid token",
  403: "The token's roles do not allow this",
  404: "Not there, or another tenant's",
  409: "The record's state does not allow this",
  412: "The record is not at the version named by If-Match, or there is one and If-None-Match says none",
  413: "The body is too large, or the answer would be",
  415: "The body is not application/json",
  422: "The request is understood and its meaning refused",
  429: "Too many requests",
  503: "Too busy, or the outcome is not known: send it again with the same Idempotency-Key",
} as const;
type Status = keyof typeof refusals;

/** Answered by the gateway itself, before any of our code runs. */
const byGateway: readonly string[] = ["401", "429"];

export const responses = Object.fromEntries(
  Object.entries(refusals).map(([status, description]) => [
    `refused${status}`,
    {
      description,
      content: byGateway.includes(status)
        ? { "application/json": { schema: z.object({ message: z.string() }) } }
        : { "application/problem+json": { schema: Problem } },
    },
  ]),
) satisfies ZodOpenApiComponentsObject["responses"];

export const headersFor = (method: string) => {
  const names: (keyof typeof parameters)[] = ["tenant"];
  if (method === "POST") names.push("idempotencyKey");
  if (method === "PUT") names.push("ifMatch", "ifNoneMatch");
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
};

export const refusalsFor = (method: string, takesBody: boolean) => {
  const statuses: Status[] = [400, 401, 403, 404, 413, 429, 503];
  if (method !== "GET") statuses.push(409, 422);
  if (method === "PUT") statuses.push(412);
  if (takesBody) statuses.push(415);
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/refused${status}` }]));
};
