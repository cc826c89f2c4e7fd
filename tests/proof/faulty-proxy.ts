import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

const errors: readonly (readonly [status: number, body: object])[] = [
  [500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "Internal" }],
  [400, { __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException", message: "Too fast" }],
];
/** The first places are those of `errors`; whatever is none of these is an answer that gets lost. */
const [LOST, IN_CONFLICT, WAYS] = [2, 3, 5];

const conflictIn = (body: Buffer): object => {
  const { TransactItems } = JSON.parse(body.toString()) as { TransactItems: object[] };
  return {
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    message: "Transaction cancelled",
    CancellationReasons: TransactItems.map((_, at) => ({ Code: at === 0 ? "TransactionConflict" : "None" })),
  };
};
const refuse = (outgoing: ServerResponse, status: number, answer: object): void => {
  outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answer));
};

/** Stands between the Lambdas and their database and spoils a share of the requests, before they arrive or after. */
export const startFaultyProxy = async (endpoint: string, random: () => number) => {
  let share = 0;
  let spoilt = 0;
  const server = createServer((incoming, outgoing) => {
    buffer(incoming).then(
      (body) => {
        forward(incoming, outgoing, body);
      },
      () => incoming.destroy(),
    );
  });
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): void => {
    const target = String(incoming.headers["x-amz-target"]);
    const isSpoilt = target.startsWith("DynamoDB_") && random() < share;
    const how = isSpoilt ? Math.floor(random() * WAYS) : -1;
    if (isSpoilt) spoilt += 1;
    const error = errors[how];
    if (how === LOST) incoming.socket.destroy();
    else if (error) refuse(outgoing, ...error);
    else if (how === IN_CONFLICT && target.endsWith("TransactWriteItems")) refuse(outgoing, 400, conflictIn(body));
    else
      request(endpoint, { method: "POST", headers: incoming.headers }, (answer) => {
        // What it asked for is done, and nobody hears of it.
        if (isSpoilt) incoming.socket.destroy();
        else answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers));
      })
        .on("error", () => incoming.socket.destroy())
        .end(body);
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on, this share of the requests. */
    spoil: (part: number) => void (share = part),
    spoilt: () => spoilt,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
