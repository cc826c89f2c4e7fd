import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { answerOf, gatewayAnswer, type HttpAnswer } from "./answer.ts";
import type { jwtAuthorizer } from "./authorizer.ts";
import { eventOf, pathOf, type Authorized, type HttpRequest } from "./event.ts";
import type { Invoke } from "../functions/functions.ts";
import type { Route } from "../template/model.ts";
import { readBody, send, TooLarge } from "./http-server.ts";
import { router } from "./routing.ts";

type Gateway = {
  routes: Route[];
  invoke: Invoke;
  authorize: ReturnType<typeof jwtAuthorizer>;
  /** Called after each call that may have written. A GET that writes after all is found by the next poll. */
  afterWrite: () => void;
};

const tooLarge = gatewayAnswer(413, "Request Entity Too Large");
/** What the event of a synchronous call may weigh, whatever the gateway lets in. */
const largestEventBytes = 6 * 1024 * 1024;

/** An HTTP API in front of the functions: takes each request to its route and answers as API Gateway would. */
export const gateway = ({ routes, invoke, authorize, afterWrite }: Gateway) => {
  const find = router(routes);

  const answer = async (incoming: IncomingMessage): Promise<HttpAnswer> => {
    const { method = "GET", url: target = "/" } = incoming;
    const path = pathOf(target);
    if (path === undefined) return gatewayAnswer(400, "Bad Request");
    const match = find(method, path);
    if (!match) return gatewayAnswer(404, "Not Found");
    const { route, parameters } = match;

    let authorized: Authorized | undefined;
    if (route.authorizer) {
      const verdict = await authorize(incoming.headers.authorization, { ...route, authorizer: route.authorizer });
      if ("refused" in verdict) {
        const message = verdict.refused === 401 ? "Unauthorized" : "Forbidden";
        return gatewayAnswer(verdict.refused, message, { "www-authenticate": verdict.challenge });
      }
      authorized = verdict;
    }

    const request: HttpRequest = {
      method,
      target,
      headers: headersOf(incoming),
      body: await readBody(incoming),
      sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
    };
    const event = eventOf(request, { key: route.key, parameters }, authorized);
    if (Buffer.byteLength(event.body ?? "") > largestEventBytes) return tooLarge;
    return call(route, event);
  };

  const call = async (route: Route, event: unknown): Promise<HttpAnswer> => {
    const patience = new AbortController();
    const result = invoke(route.functionName, event)
      .then(answerOf)
      .catch((error: unknown) => {
        console.error(route.key, error);
        return gatewayAnswer(500, "Internal Server Error");
      })
      .finally(() => {
        patience.abort();
        if (!route.key.startsWith("GET ")) afterWrite();
      });
    const tooLate = pause(route.timeoutMilliseconds, gatewayAnswer(503, "Service Unavailable"), {
      signal: patience.signal,
    }).catch(() => result);
    return Promise.race([result, tooLate]);
  };

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    outgoing.setHeader("apigw-requestid", randomUUID());
    try {
      send(outgoing, await answer(incoming));
    } catch (error) {
      if (error instanceof TooLarge) send(outgoing, tooLarge);
      // Else the caller went away while sending: there is nobody to answer.
      else outgoing.destroy();
    }
  };
};

const headersOf = ({ headersDistinct }: IncomingMessage): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headersDistinct).map(([name, values]) => [name, values ?? []]));
