import middy from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type * as z from "zod/mini";
import type { Actor, Role } from "../kernel/actor.ts";
import { type Once, onceOf } from "../kernel/once.ts";
import { Problem } from "../kernel/problem.ts";
import type { Answer } from "../kernel/answer.ts";
import { strictJsonBody } from "./body.ts";
import { callerOf } from "./caller.ts";
import { intoBody, intoParameters, parse } from "./parse.ts";
import { problemJson, problemOf } from "./problem-json.ts";

/** What a route promises: who may call it, what it takes and what it answers. A contract without a role does not compile. */
export type Contract<Params, Query, Body> = {
  summary: string;
  description?: string;
  roles: readonly [Role, ...Role[]];
  /** What a caller without one of the roles is told, where the requirement has words for it. */
  forbidden?: string;
  params?: z.ZodMiniType<Params>;
  query?: z.ZodMiniType<Query>;
  body?: z.ZodMiniType<Body>;
  maxBytes?: number;
  answers: Record<number, z.ZodMiniType>;
  /** The media types of the answers, if they are not JSON. */
  produces?: string | readonly string[];
  /** A refusal as the requirement words it, where it has words of its own. */
  refused?: (problem: Problem) => Problem;
};

/** One call as a Lambda sees it: parsed, allowed, and with one time for everything that it makes. */
export type Call<Params, Query, Body> = {
  params: Params;
  query: Query;
  body: Body;
  actor: Actor;
  now: Date;
  /** From the header `Idempotency-Key`. */
  once: Once | undefined;
  headers: Readonly<Record<string, string | undefined>>;
  path: string;
};

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Known = Context & { actor: Actor };

/** The one place that composes the middleware, so no two Lambdas differ by its order. */
export const endpoint = <Params = unknown, Query = unknown, Body = unknown>(
  contract: Contract<Params, Query, Body>,
  run: (call: Call<Params, Query, Body>) => Promise<Answer>,
) => {
  const lambda = middy<Event, APIGatewayProxyStructuredResultV2, Error, Known>(inTime);
  lambda.before(({ event, context }) => {
    context.actor = callerOf(event, contract.roles, contract.forbidden);
  });
  if (contract.body) lambda.use(strictJsonBody(contract.maxBytes));
  lambda.onError((request) => {
    request.response = refuse(request.error, request.event, contract.refused);
  });
  return lambda.handler(async (event: Event, { actor }: Known) => {
    const answer = await run({
      params: parse(contract.params, event.pathParameters ?? {}, intoParameters),
      query: parse(contract.query, parametersIn(event), intoParameters),
      body: parse(contract.body, event.body, intoBody),
      actor,
      now: new Date(),
      once: onceFrom(event, actor),
      headers: event.headers,
      path: event.rawPath,
    });
    return respond(answer);
  });
};

/** A Lambda that runs out of time is killed without a word, and its caller would hear the gateway's. */
const inTime = {
  timeoutEarlyInMillis: 500,
  timeoutEarlyResponse: () => {
    const detail = "This took too long, and may or may not have been done. Send the request again";
    throw new Problem("OUTCOME_UNKNOWN", `${detail} with the same Idempotency-Key.`);
  },
};

/** API Gateway joins the values of a repeated parameter with a comma, and nobody meant the joined one. */
const parametersIn = ({ rawQueryString, queryStringParameters = {} }: Event): Record<string, string | undefined> => {
  const names = [...new URLSearchParams(rawQueryString).keys()];
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) < at));
  if (repeated.size === 0) return queryStringParameters;
  const detail = "Give this parameter once";
  const faults = [...repeated].map((parameter) => ({ parameter, detail }));
  throw new Problem("INVALID_REQUEST", `${faults[0]?.parameter ?? ""}: ${detail}.`, faults);
};

const MAX_KEY = 255;

const onceFrom = (event: Event, actor: Actor): Once | undefined => {
  const key = event.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > MAX_KEY) throw badKey();
  return onceOf(actor, `${event.requestContext.http.method} ${event.rawPath}`, key, event.body);
};

const badKey = (): Problem => {
  const detail = `Expected 1 to ${MAX_KEY} visible ASCII characters, such as a UUID`;
  return new Problem("INVALID_REQUEST", `Idempotency-Key: ${detail}.`, [{ parameter: "Idempotency-Key", detail }]);
};

const respond = ({ status, body, content, headers }: Answer): APIGatewayProxyStructuredResultV2 => {
  const { type, data } = content ?? { type: "application/json", data: JSON.stringify(body) };
  const response = {
    statusCode: status,
    headers: { "content-type": type, "cache-control": "no-store", ...headers },
    ...(typeof data === "string" ? { body: data } : { body: data.toString("base64"), isBase64Encoded: true }),
  };
  assertDeliverable(response);
  return response;
};

/** What a Lambda may answer, as the JSON that it is handed over in. */
const MOST_BYTES = 6_291_556;
/** Within that for certain: no character takes more than six bytes there. */
const FEW_CHARACTERS = 1_000_000;

const assertDeliverable = (response: { body?: string }): void => {
  if ((response.body?.length ?? 0) < FEW_CHARACTERS) return;
  const bytes = Buffer.byteLength(JSON.stringify(response));
  if (bytes <= MOST_BYTES) return;
  const detail = `The answer would have ${bytes} bytes, and at most ${MOST_BYTES} can be sent. Ask for less`;
  throw new Problem("TOO_LARGE", `${detail}: a smaller limit or a shorter window.`);
};

const refuse = (
  error: unknown,
  event: Event,
  inItsWords: ((problem: Problem) => Problem) | undefined,
): APIGatewayProxyStructuredResultV2 => {
  const { http, requestId, authorizer } = event.requestContext;
  const known = problemOf(error);
  const problem = problemJson(inItsWords?.(known) ?? known, http.path, requestId);
  const { tenant_id, sub } = authorizer.jwt.claims;
  const { status, error_code } = problem;
  const line = { message: "refused", error_code, status, route: event.routeKey, tenant_id, actor_id: sub, requestId };
  console.log(JSON.stringify(line));
  if (error_code === "INTERNAL") console.error(error);
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(status === 503 && { "retry-after": "1" }),
    },
    body: JSON.stringify(problem),
  };
};
