import { type CancellationReason, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { onTestFinished } from "vitest";
import { dynamo } from "../../shared/ledger/client.ts";

type Send = (args: object) => Promise<object>;
type Middleware = (next: Send, command: string, args: object) => Promise<object>;

let installed = 0;

/** Puts a middleware around every single try of the SDK, for the rest of the test. */
const around = (middleware: Middleware): void => {
  const name = `fault-${(installed += 1)}`;
  dynamo.middlewareStack.addRelativeTo(
    ((next: Send, context: { commandName?: string }) => (args: object) =>
      middleware(next, context.commandName ?? "", args)) as never,
    { relation: "after", toMiddleware: "retryMiddleware", name },
  );
  onTestFinished(() => void dynamo.middlewareStack.remove(name));
};

const isWrite = (command: string) => command.startsWith("TransactWriteItems");

export const reset = () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET", name: "TimeoutError" });

/** The next `times` transactions are committed, and their answers get lost on the way. */
export const loseAnswers = (times: number): void => {
  let left = times;
  around(async (next, command, args) => {
    const answer = await next(args);
    if (!isWrite(command) || left === 0) return answer;
    left -= 1;
    throw reset();
  });
};

/** The next `times` transactions get lost before they arrive. */
export const loseRequests = (times: number): void => {
  let left = times;
  around(async (next, command, args) => {
    if (!isWrite(command) || left === 0) return next(args);
    left -= 1;
    throw reset();
  });
};

/** The next query of a partition with this ending gets no answer, however often the SDK tries. */
export const loseReading = (ending: string): void => {
  let left = 5;
  around((next, command, args) => {
    if (left === 0 || !isQueryOf(ending, command, args)) return next(args);
    left -= 1;
    return Promise.reject(reset());
  });
};

const isQueryOf = (ending: string, command: string, args: object): boolean => {
  const { input } = args as { input: { ExpressionAttributeValues?: Record<string, { S?: string }> } };
  return command.startsWith("Query") && input.ExpressionAttributeValues?.[":pk"]?.S?.endsWith(ending) === true;
};

/** What Node says of a network without a way to the database. */
export const noRoute = () =>
  Object.assign(new Error("connect EHOSTUNREACH"), { code: "EHOSTUNREACH", syscall: "connect", errno: -113 });

/** No reading is answered, for the rest of the test. */
export const answerNoReading = (why: () => Error = reset): void => {
  around((next, command, args) => (isWrite(command) ? next(args) : Promise.reject(why())));
};

/** The next `times` transactions meet another that is under way. */
export const conflict = (times: number): void => {
  cancel([{ Code: "TransactionConflict" }, { Code: "None" }], times);
};

/** The next `times` transactions are cancelled for these reasons, one for each of their actions. */
export const cancel = (CancellationReasons: CancellationReason[], times = 1): void => {
  let left = times;
  around(async (next, command, args) => {
    if (!isWrite(command) || left === 0) return next(args);
    left -= 1;
    throw new TransactionCanceledException({ message: "Transaction cancelled", $metadata: {}, CancellationReasons });
  });
};

/** Somebody else acts once, after the next call has read and before it writes. */
export const beforeTheNextWrite = (act: () => Promise<unknown>): void => {
  let isDue = true;
  around(async (next, command, args) => {
    if (isWrite(command) && isDue) {
      isDue = false;
      await act();
    }
    return next(args);
  });
};

/** Somebody else acts once, while the next query of a partition with this ending is on its way. */
export const duringTheNextQuery = (ending: string, act: () => Promise<unknown>): void => {
  let isDue = true;
  around(async (next, command, args) => {
    if (isDue && isQueryOf(ending, command, args)) {
      isDue = false;
      await act();
    }
    return next(args);
  });
};

/** Counts the requests that reach the engine from now on, by the name of their command. */
export const countRequests = (): Map<string, number> => {
  const counts = new Map<string, number>();
  around((next, command, args) => {
    counts.set(command, (counts.get(command) ?? 0) + 1);
    return next(args);
  });
  return counts;
};

/** The next `times` transactions are refused at one of their actions. */
export const refuseAction = (index: number, code: string, times = 1): void => {
  let left = times;
  around(async (next, command, args) => {
    if (!isWrite(command) || left === 0) return next(args);
    left -= 1;
    const { TransactItems = [] } = (args as { input: { TransactItems?: object[] } }).input;
    throw new TransactionCanceledException({
      message: "Transaction cancelled",
      $metadata: {},
      CancellationReasons: TransactItems.map((_, at) => ({ Code: at === index ? code : "None" })),
    });
  });
};

/** The next `times` requests for items by their keys are answered only the first `taken`; the others are left. */
export const leaveUnprocessed = (times: number, taken = 0): void => {
  let left = times;
  around(async (next, command, args) => {
    const answer = (await next(args)) as { output: { Responses?: Record<string, Record<string, unknown>[]> } };
    if (!command.startsWith("BatchGet") || left === 0) return answer;
    left -= 1;
    const [[name, items] = ["", []]] = Object.entries(answer.output.Responses ?? {});
    const Keys = items.slice(taken).map(({ pk, sk }) => ({ pk, sk }));
    const output = {
      ...answer.output,
      Responses: { [name]: items.slice(0, taken) },
      UnprocessedKeys: { [name]: { Keys } },
    };
    return { ...answer, output };
  });
};
