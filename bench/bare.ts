import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { handler } from "../functions/run-handoffs/create-execution-handoff.ts";
import { eventFor } from "../local/gateway/event.ts";
import { aRunReadyForHandoff, routesOf } from "../tests/run-handoffs/given.ts";
import type { Who } from "../tests/support/call.ts";

/** The ids of this many runs that wait for their handoff. */
export const readyRuns = async (who: Who, count: number): Promise<string[]> => {
  const runs: string[] = [];
  for (let each = 0; each < count; each += 1) runs.push((await aRunReadyForHandoff(who)).runId);
  return runs;
};

/** The event is API Gateway's work, so it is made before the clock runs. */
export const eventOf = ({ sub, tenantId, roles }: Who, runId: string): Parameters<typeof handler>[0] => {
  const [method = "", template = ""] = routesOf.record.split(" ");
  const path = template.replace("{runId}", runId);
  const claims = { sub, tenant_id: tenantId, roles };
  return eventFor({ method, path, route: routesOf.record, body: {}, claims }) as Parameters<typeof handler>[0];
};

export const context = { getRemainingTimeInMillis: () => 10_000 } as Parameters<typeof handler>[1];

const documents = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT ?? "", region: "us-east-1" }),
);

/** The query and the transaction of recording a handoff, by an SDK client that nothing was added to. */
export const sendBare = async ({ tenantId }: Who, runId: string): Promise<void> => {
  const pk = `TENANT#${tenantId}#RUN#${runId}`;
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
