import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { routes } from "../../infra/routes.ts";
import { eventFor } from "../../local/gateway/event.ts";

/** Who calls: a person of a tenant with roles. */
export type Who = { tenantId: string; sub: string; roles: string[] };

/** Somebody of a tenant that no other test knows. */
export const someone = (...roles: string[]): Who => ({ tenantId: randomUUID(), sub: randomUUID(), roles });
export const colleague = ({ tenantId }: Who, ...roles: string[]): Who => ({ tenantId, sub: randomUUID(), roles });

/** What came back; tests assert on it member by member. */
export type Reply = { status: number; body: any; headers: Record<string, string> };

type Sent = {
  params?: Record<string, string>;
  query?: Record<string, string> | [string, string][];
  headers?: Record<string, string>;
  body?: unknown;
};

/** Calls the Lambda of a route with the event that API Gateway would make of the call. */
export const call = async (
  who: Who,
  route: string,
  { params = {}, query = {}, headers, body }: Sent = {},
): Promise<Reply> => {
  const [method = "", template = ""] = route.split(" ");
  const path = template
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""))
    .replaceAll(/\{(\w+)\+\}/g, (_, name: string) => params[name] ?? "");
  const search = new URLSearchParams(query).toString();
  const event = eventFor({
    method,
    path: search ? `${path}?${search}` : path,
    route,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    claims: { sub: who.sub, tenant_id: who.tenantId, roles: who.roles },
  });
  const handler = await handlerOf(route);
  const answer = await handler(event, { getRemainingTimeInMillis: () => 28_000 } as Context);
  return { status: answer.statusCode, body: bodyOf(answer), headers: answer.headers };
};

/** JSON as its value, other text as it is, bytes as a buffer. */
const bodyOf = ({ body, isBase64Encoded, headers }: LambdaAnswer): unknown => {
  if (body === undefined) return undefined;
  if (isBase64Encoded) return Buffer.from(body, "base64");
  return /[/+]json/.test(headers["content-type"] ?? "") ? JSON.parse(body) : body;
};

type LambdaAnswer = { statusCode: number; body?: string; isBase64Encoded?: boolean; headers: Record<string, string> };
type Handler = (event: unknown, context: Context) => Promise<LambdaAnswer>;

const handlerOf = async (route: string): Promise<Handler> => {
  const entry = routes.find(([each]) => each === route)?.[1];
  if (!entry) throw new Error(`No such route: ${route}`);
  const file = new URL(`../../functions/${entry}.ts`, import.meta.url).pathname;
  const { handler } = (await import(/* @vite-ignore */ file)) as { handler: Handler };
  return handler;
};
