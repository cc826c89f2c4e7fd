import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  type KeySchemaElement,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { clientSettings } from "./client-settings.ts";
import type { Table } from "../template/model.ts";

/** Creates the tables that are not there yet. Throws if one that is there has other keys, indexes or stream. */
export const createTables = async (tables: Table[], endpoint: string): Promise<void> => {
  const dynamodb = new DynamoDBClient(clientSettings(endpoint));
  try {
    await Promise.all(tables.map((table) => createTable(dynamodb, table)));
  } finally {
    dynamodb.destroy();
  }
};

const createTable = async (dynamodb: DynamoDBClient, table: Table): Promise<void> => {
  const existing = await describe(dynamodb, table.name);
  if (existing) {
    assertAlike(existing, table);
    return;
  }
  await dynamodb.send(
    new CreateTableCommand({
      TableName: table.name,
      KeySchema: table.keySchema,
      AttributeDefinitions: table.attributes,
      BillingMode: "PAY_PER_REQUEST",
      ...(table.globalIndexes.length > 0 && { GlobalSecondaryIndexes: table.globalIndexes }),
      ...(table.localIndexes.length > 0 && { LocalSecondaryIndexes: table.localIndexes }),
      ...(table.streamViewType && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamViewType },
      }),
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 1 }, { TableName: table.name });
  if (table.timeToLiveAttribute)
    await dynamodb.send(
      new UpdateTimeToLiveCommand({
        TableName: table.name,
        TimeToLiveSpecification: { Enabled: true, AttributeName: table.timeToLiveAttribute },
      }),
    );
};

const describe = async (dynamodb: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await dynamodb.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const assertAlike = (existing: TableDescription, table: Table): void => {
  const shape = (
    keys: KeySchemaElement[] = [],
    indexes: { IndexName?: string | undefined; KeySchema?: KeySchemaElement[] | undefined }[],
    stream: string | undefined,
  ) => JSON.stringify([keysOf(keys), indexes.map((i) => [i.IndexName, keysOf(i.KeySchema)]).sort(), stream ?? null]);
  const { KeySchema, GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [], StreamSpecification } = existing;
  const here = shape(
    KeySchema,
    [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes],
    StreamSpecification?.StreamViewType,
  );
  const wanted = shape(table.keySchema, [...table.globalIndexes, ...table.localIndexes], table.streamViewType);
  if (here !== wanted)
    throw new Error(`Table ${table.name} was made from another template: move the data folder away (BATON_DATA)`);
};

const keysOf = (keys: KeySchemaElement[] = []) =>
  keys.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort();
