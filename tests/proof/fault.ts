import { TransactionCanceledException, TransactionInProgressException } from "@aws-sdk/client-dynamodb";
import type { Try } from "./watch.ts";

/** What may go wrong with one try of a request. `later` keeps what arrives only after somebody has given up on it. */
type Fault = (each: Try, later: (() => Promise<object>)[]) => Promise<never>;

const thrown = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });
const answered = (name: string, httpStatusCode: number) =>
  thrown(name, { $fault: httpStatusCode < 500 ? "client" : "server", $metadata: { httpStatusCode } });
/** As the SDK's own handler names a connection that broke, and a request that took longer than it may. */
const broken = () => thrown("TimeoutError", { code: "ECONNRESET" });
const inProgress = () =>
  new TransactionInProgressException({ message: "In progress", $metadata: { httpStatusCode: 400 } });

const before =
  (error: () => Error): Fault =>
  () =>
    Promise.reject(error());
const after =
  (error: () => Error): Fault =>
  async ({ send }) => {
    await send();
    throw error();
  };
const conflict: Fault = async ({ input: { TransactItems = [] } }) => {
  throw new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: TransactItems.map((_, at) => ({ Code: at === 0 ? "TransactionConflict" : "None" })),
  });
};
const delayed: Fault = async ({ send, isFirst }, later) => {
  if (isFirst) later.push(send);
  throw broken();
};

/** Of any request. */
const ofRequests = {
  "request lost": before(broken),
  throttled: before(() => answered("ThrottlingException", 400)),
  "internal error": before(() => answered("InternalServerError", 500)),
  "no route to the host": before(() => thrown("Error", { code: "EHOSTUNREACH" })),
} as const;

/** Of what writes, as well. */
const ofWrites = {
  "answer lost after the commit": after(broken),
  "internal error after the commit": after(() => answered("InternalServerError", 500)),
  "arrives after the caller was told": delayed,
  "arrives after the caller asked again": delayed,
} as const;

/** Of transactions, as well. */
const ofTransactions = {
  conflict,
  "in progress": before(inProgress),
  "in progress after the commit": after(inProgress),
} as const;

export const faults = { ...ofRequests, ...ofWrites, ...ofTransactions };
export type Kind = keyof typeof faults;

/** Which kinds a request may meet, by its command. */
export const kindsFor = (command: string): Kind[] =>
  Object.keys({
    ...ofRequests,
    ...(/^(Put|TransactWrite)/.test(command) && ofWrites),
    ...(command.startsWith("TransactWrite") && ofTransactions),
  }) as Kind[];
