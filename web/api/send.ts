import { problemIn, unreachable } from "./problem.ts";
import { type Answer, type AnyAsked, type Asked, type Lambda, pathOf, queryOf, type Route } from "./route.ts";

/** Whose calls these are. */
export type Caller = {
  token: () => string | undefined;
  /** Told when the API does not take the token any more. */
  onRefused: () => void;
};

let caller: Caller = { token: () => undefined, onRefused: () => undefined };

/** Every call from now on is this caller's. */
export const callAs = (next: Caller): void => {
  caller = next;
};

export type Sending = { idempotencyKey?: string; ifMatch?: string; signal?: AbortSignal };

/** `next` is the cursor of the page that follows; `etag` is for `If-Match`. */
export type Reply<L extends Lambda> = { body: Answer<L>; etag: string | undefined; next: string | undefined };

/** Calls a route. @throws ApiProblem */
export const send = async <L extends Lambda>(to: Route<L>, asked: Asked<L>, how?: Sending): Promise<Reply<L>> => {
  const response = await answered(to, asked, how);
  return {
    body: (await contentOf(response)) as Answer<L>,
    etag: response.headers.get("etag") ?? undefined,
    next: cursorIn(response.headers.get("link")),
  };
};

/** Takes what a route answers as it comes, whatever its kind. @throws ApiProblem */
export const take = async <L extends Lambda>(to: Route<L>, asked: Asked<L>): Promise<Blob> =>
  (await answered(to, asked)).blob();

const answered = async (
  to: { key: Route<Lambda>["key"] },
  asked: AnyAsked,
  { idempotencyKey, ifMatch, signal }: Sending = {},
): Promise<Response> => {
  const { body } = asked;
  const token = caller.token();
  const response = await ask(addressOf(to, asked), {
    method: to.key.slice(0, to.key.indexOf(" ")),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
      ...(ifMatch && { "if-match": ifMatch }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  if (response.status === 401) caller.onRefused();
  const requestId = response.headers.get("apigw-requestid") ?? undefined;
  throw problemIn(response.status, await contentOf(response), requestId);
};

const addressOf = (to: { key: Route<Lambda>["key"] }, asked: AnyAsked): string => {
  const search = new URLSearchParams(queryOf(asked)).toString();
  return search ? `${pathOf(to, asked)}?${search}` : pathOf(to, asked);
};

const ask = async (address: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
};

const contentOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (!response.headers.get("content-type")?.includes("json")) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** From `Link: </api/…?cursor=…>; rel="next"` (RFC 8288). */
const cursorIn = (link: string | null): string | undefined => {
  const [, target] = /<([^>]+)>;\s*rel="next"/.exec(link ?? "") ?? [];
  return target === undefined ? undefined : (new URL(target, location.origin).searchParams.get("cursor") ?? undefined);
};
