import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";

const documents = DynamoDBDocumentClient.from(
  new DynamoDBClient({ ...(process.env.DYNAMODB_ENDPOINT && { endpoint: process.env.DYNAMODB_ENDPOINT }) }),
  { marshallOptions: { removeUndefinedValues: true } },
);

/** What a reading and a transaction ask for. */
export type Requests = { query: QueryCommandInput; transaction: TransactWriteCommandInput };

/** Sends them by an SDK client that nothing was added to, and does nothing more: what every Lambda here is measured against. */
export const handler = async ({ query, transaction }: Requests): Promise<void> => {
  await documents.send(new QueryCommand(query));
  await documents.send(new TransactWriteCommand(transaction));
};
