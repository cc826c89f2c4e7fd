import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import { flattenClaims, type Claims } from "./claims.ts";
import { account } from "../template/intrinsics.ts";
import { router } from "./routing.ts";

export type HttpRequest = {
  method: string;
  /** The path and query of the request line, still percent-encoded. */
  target: string;
  headers: Record<string, string[]>;
  body: Buffer;
  sourceIp: string;
};
export type Authorized = { claims: Claims; scopes: string[] | null };
export type Event = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;

/** The decoded path, as HTTP APIs route it and hand it on; undefined if it is not valid percent-encoding. */
export const pathOf = (target: string): string | undefined => {
  try {
    return decodeURIComponent(target.split("?", 1)[0] ?? "");
  } catch {
    return undefined;
  }
};

/** The event, payload format 2.0, that an HTTP API makes of a request to the route with `key`. */
export const eventOf = (
  request: HttpRequest,
  { key, parameters }: { key: string; parameters: Record<string, string> },
  authorized: Authorized | undefined,
  now = new Date(),
): Event => {
  const path = pathOf(request.target) ?? "";
  const query = request.target.split("?").slice(1).join("?");
  const { cookie, ...headers } = request.headers;
  const host = headers.host?.[0] ?? "localhost";
  return {
    version: "2.0",
    routeKey: key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/;\s*/)) }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(",")])),
      "x-forwarded-for": request.sourceIp,
      "x-forwarded-port": host.split(":")[1] ?? "80",
      "x-forwarded-proto": "http",
    },
    ...(query && { queryStringParameters: parametersOf(query) }),
    requestContext: {
      accountId: account,
      apiId: "local",
      ...(authorized && { authorizer: { jwt: { ...authorized, claims: flattenClaims(authorized.claims) } } }),
      domainName: host,
      domainPrefix: host.split(".")[0] ?? host,
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"]?.[0] ?? "",
      },
      requestId: randomUUID(),
      routeKey: key,
      stage: "$default",
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...bodyOf(request),
  };
};

/** Repeated parameters are joined by commas. */
const parametersOf = (query: string): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  return parameters;
};

/** Measured on AWS: only these are text; JSON of other names, forms and a missing type come as base64. So do bytes that are no text. */
const textTypes = /^(text\/.*|application\/(json|xml|javascript))$/;

const bodyOf = ({ headers, body }: HttpRequest): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = headers["content-type"]?.[0]?.split(";")[0]?.trim().toLowerCase() ?? "";
  return textTypes.test(type) && isUtf8(body)
    ? { body: body.toString("utf8"), isBase64Encoded: false }
    : { body: body.toString("base64"), isBase64Encoded: true };
};

/** `12/Mar/2026:19:03:58 +0000` */
const commonLogTime = (now: Date): string => {
  const [, day, month, year, time] = now.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
};

export type Call = {
  method: string;
  /** The path and query as a caller writes them. */
  path: string;
  /** The key of the route that takes it, such as `GET /runs/{runId}`. */
  route: string;
  headers?: Record<string, string>;
  /** A string or buffer is sent as it is, anything else as JSON. */
  body?: unknown;
  /** What the caller's token says; a call without claims comes without a token. */
  claims?: Claims;
};

/** The very event that the gateway makes of such a call, for tests that call a Lambda without it. Throws if the route does not match. */
export const eventFor = ({ method, path, route, headers = {}, body, claims }: Call): Event => {
  const matched = router([{ key: route }])(method, pathOf(path) ?? "");
  if (!matched) throw new Error(`${method} ${path} does not go to ${route}`);
  const raw = typeof body === "string" || Buffer.isBuffer(body);
  const json = body !== undefined && !raw;
  const sent = { host: "localhost", ...(json && { "content-type": "application/json" }), ...headers };
  const request: HttpRequest = {
    method,
    target: path,
    headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), [value]])),
    body: raw ? Buffer.from(body) : Buffer.from(json ? JSON.stringify(body) : ""),
    sourceIp: "127.0.0.1",
  };
  return eventOf(request, { key: route, parameters: matched.parameters }, claims && { claims, scopes: null });
};
