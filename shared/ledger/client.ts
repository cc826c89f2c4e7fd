import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import { Problem } from "../kernel/problem.ts";

const ATTEMPTS = 5;
const config: DynamoDBClientConfig = {
  // The SDK waits a whole second after a throttle; a caller is waiting too.
  retryStrategy: new ConfiguredRetryStrategy(ATTEMPTS, (attempt) => Math.random() * 20 * 2 ** attempt),
  // Both count the wait for a free socket and for an engine that a whole machine's calls share: one laptop makes hundreds at once.
  requestHandler: { connectionTimeout: 4_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
  ...(process.env.DYNAMODB_ENDPOINT && { endpoint: process.env.DYNAMODB_ENDPOINT }),
};

/** The only client. Tests add their faults to its middleware. */
export const dynamo = new DynamoDBClient(config);

/** A number that JavaScript cannot hold, which we never write, comes back as text: whoever planted it makes no reading fail. */
export const wrapNumbers = (text: string): number | string => {
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
};

/** A reading that got no answer changed nothing, so whoever asked may ask again: that is no fault of ours to hide. */
dynamo.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!READINGS.test(String(commandName)) || !isUnanswered(error)) throw error;
        console.error(error);
        throw new Problem("UNAVAILABLE", "The database did not answer in time. Send the request again.");
      }
    },
  { step: "initialize", name: "unanswered-reading" },
);

const READINGS = /^(Query|GetItem|Get|BatchGetItem|BatchGet|Scan)Command$/;
const THROTTLED = /Throttling|ThroughputExceeded|RequestLimitExceeded/;

type Unanswered = { name?: string; syscall?: string; $metadata?: { httpStatusCode?: number } };

/** A fault of the network has the system call that it befell: no route, no name, nobody there. */
const isUnanswered = (error: unknown): boolean => {
  const { name = "", syscall, $metadata } = error as Unanswered;
  return (
    syscall !== undefined || name === "TimeoutError" || THROTTLED.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500
  );
};

// It walks through all that was sent and received, for a logger that is none.
dynamo.middlewareStack.remove("loggerMiddleware");

export const documents = DynamoDBDocumentClient.from(dynamo, {
  marshallOptions: { removeUndefinedValues: true },
  unmarshallOptions: { wrapNumbers },
});
