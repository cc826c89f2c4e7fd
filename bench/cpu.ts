import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { handler } from "../functions/run-handoffs/create-execution-handoff.ts";
import { eventFor } from "../local/gateway/event.ts";
import { aRunReadyForHandoff, routesOf } from "../tests/run-handoffs/given.ts";
import type { Who } from "../tests/support/call.ts";

const ROUNDS = 15;
const CALLS = 40;

/** CPU of this process while it runs, in ms. The engine is another process. */
const cpuOf = async (run: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** Recording a handoff through its Lambda, over the same query and transaction sent bare: the median of interleaved rounds. */
export const cpuRatio = async (who: Who): Promise<number> => {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const events = (await readyRuns(who)).map((runId) => eventOf(who, runId));
    const lambda = await cpuOf(async () => {
      for (const event of events) await handler(event, context);
    });
    const partitions = (await readyRuns(who)).map((runId) => `TENANT#${who.tenantId}#RUN#${runId}`);
    const bare = await cpuOf(async () => {
      for (const partition of partitions) await sendBare(partition);
    });
    ratios.push(lambda / bare);
  }
  return ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
};

const AT_ONCE = 8;
const RATE_ROUNDS = 7;

/** How long some work takes, eight pieces at a time, in ms. */
const durationOf = async <T>(pieces: readonly T[], work: (piece: T) => Promise<unknown>): Promise<number> => {
  const queue = [...pieces];
  const start = performance.now();
  const worker = async () => {
    for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) await work(piece);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - start;
};

/** Handoffs recorded in a second through their Lambda, over the same query and transaction sent bare: the median of rounds. */
export const throughputRatio = async (who: Who): Promise<number> => {
  const ratios: number[] = [];
  for (let round = 0; round < RATE_ROUNDS; round += 1) {
    const events = (await readyRuns(who)).map((runId) => eventOf(who, runId));
    const lambda = await durationOf(events, (event) => handler(event, context));
    const partitions = (await readyRuns(who)).map((runId) => `TENANT#${who.tenantId}#RUN#${runId}`);
    const bare = await durationOf(partitions, sendBare);
    ratios.push(bare / lambda);
  }
  return ratios.sort((a, b) => a - b)[Math.floor(RATE_ROUNDS / 2)] ?? NaN;
};

const readyRuns = async (who: Who): Promise<string[]> => {
  const runs: string[] = [];
  for (let each = 0; each < CALLS; each += 1) runs.push((await aRunReadyForHandoff(who)).runId);
  return runs;
};

/** The event is API Gateway's work, so it is made before the clock runs. */
const eventOf = ({ sub, tenantId, roles }: Who, runId: string): Parameters<typeof handler>[0] => {
  const [method = "", template = ""] = routesOf.record.split(" ");
  const path = template.replace("{runId}", runId);
  const claims = { sub, tenant_id: tenantId, roles };
  return eventFor({ method, path, route: routesOf.record, body: {}, claims }) as Parameters<typeof handler>[0];
};

const context = { getRemainingTimeInMillis: () => 10_000 } as Parameters<typeof handler>[1];

const documents = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT ?? "", region: "us-east-1" }),
);

const sendBare = async (pk: string): Promise<void> => {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: process.env.RECORDS_TABLE,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    }),
  );
  const head = Items.find(({ sk }) => sk === "HEAD") ?? {};
  const rev = Number(head.rev);
  const parts = Items.filter(({ sk }) => sk !== "HEAD").map(({ json }) => String(json));
  await documents.send(
    new TransactWriteCommand({
      ClientRequestToken: randomUUID(),
      TransactItems: [
        {
          Put: {
            TableName: process.env.RECORDS_TABLE,
            Item: { ...head, rev: rev + 1 },
            ConditionExpression: "rev = :rev",
            ExpressionAttributeValues: { ":rev": rev },
          },
        },
        {
          Put: {
            TableName: process.env.LEDGER_TABLE,
            Item: { pk, sk: "HANDOFF", payload: parts.join("") },
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
      ],
    }),
  );
};
