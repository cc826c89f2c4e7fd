import type { IncomingMessage, ServerResponse } from "node:http";
import { pathOf } from "../gateway/event.ts";
import { send, type Handle } from "../gateway/http-server.ts";
import type { HttpAnswer } from "../gateway/answer.ts";
import type { Behavior, Distribution } from "../template/model.ts";
import { edgeFunction } from "./edge-function.ts";
import { fileServer, type FileRequest } from "./files.ts";

/** A distribution as its behaviors describe it: files of its bucket, and the API behind `api`. */
export const distribution = ({ behaviors, deployments }: Distribution, api: Handle): Handle => {
  const read = fileServer(deployments);
  const table = behaviors.map((behavior) => ({
    behavior,
    matches: matcherOf(behavior.pattern),
    rewrite: edgeFunction(behavior.viewerRequest),
  }));

  const answerOf = ({ bucket = "", headers }: Behavior, request: FileRequest): HttpAnswer => {
    const answer = read(bucket, request) ?? text(404, "There is no such file.");
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };

  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = "GET", url = "/" } = incoming;
    const path = pathOf(url);
    const found = path === undefined ? undefined : table.find(({ matches }) => matches(path));
    if (path === undefined || !found) return api(incoming, outgoing);
    const { behavior, rewrite } = found;
    if (!behavior.methods.includes(method)) {
      send(outgoing, text(403, `${method} is not allowed here.`));
      return;
    }
    if (behavior.bucket === undefined) return api(incoming, outgoing);
    const { "accept-encoding": encodings = "", "if-none-match": tag } = incoming.headers;
    send(outgoing, answerOf(behavior, { path: rewrite(path), takesGzip: /\bgzip\b/.test(encodings), tag }));
  };
};

const text = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  body: Buffer.from(`${message}\n`),
});

/** `*` stands for any characters and `?` for one, as in CloudFront's path patterns. */
const matcherOf = (pattern: string | undefined): ((path: string) => boolean) => {
  if (pattern === undefined) return () => true;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "s");
  return (path) => expression.test(path);
};
