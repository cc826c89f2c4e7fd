import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
  QueryCommand as QueryImagesCommand,
  ScanCommand,
  type ScanCommandInput,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import { Problem } from "../kernel/problem.ts";
import type { Key } from "./keys.ts";

export type Table = "RECORDS_TABLE" | "LEDGER_TABLE" | "AUDIT_TABLE";
export type Item = Key & Record<string, unknown>;

const ATTEMPTS = 5;
const config: DynamoDBClientConfig = {
  // The SDK waits a whole second after a throttle; a caller is waiting too.
  retryStrategy: new ConfiguredRetryStrategy(ATTEMPTS, (attempt) => Math.random() * 20 * 2 ** attempt),
  // A request that waits for a free socket is under the connection timeout too, and one machine makes hundreds at once.
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  ...(process.env.DYNAMODB_ENDPOINT && { endpoint: process.env.DYNAMODB_ENDPOINT }),
};

/** The only client. Tests add their faults to its middleware. */
export const dynamo = new DynamoDBClient(config);

/** A number that JavaScript cannot hold, which we never write, comes back as text: whoever planted it makes no reading fail. */
const wrapNumbers = (text: string): number | string => {
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

const isUnanswered = (error: unknown): boolean => {
  const { name = "", $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === "TimeoutError" || THROTTLED.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500;
};

export const documents = DynamoDBDocumentClient.from(dynamo, {
  marshallOptions: { removeUndefinedValues: true },
  unmarshallOptions: { wrapNumbers },
});

export const nameOf = (table: Table): string => {
  const name = process.env[table];
  if (!name) throw new Error(`${table} is not in this function's environment: see its line in infra/routes.ts`);
  return name;
};

/** One item, read consistently. */
export const get = async (table: Table, key: Key): Promise<Item | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: nameOf(table), Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
  );
  return Item as Item | undefined;
};

/** `first` and `last` bound the sort keys, both included; `after` is where a reading ended before, in its direction. */
type Range = {
  first?: string | undefined;
  last?: string | undefined;
  after?: string | undefined;
  limit?: number | undefined;
  newestFirst?: boolean;
};

/** The items of one partition in key order, read consistently. */
export const query = async (table: Table, pk: string, range: Range = {}): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of queryPages(table, pk, range)) {
    items.push(...page);
    if (range.limit && items.length >= range.limit) break;
  }
  return items;
};

/** The same as the engine hands them out: at most 1 MB, or `limit` items, with each request. */
export async function* queryPages(table: Table, pk: string, range: Range = {}): AsyncGenerator<Item[]> {
  const { first, last, after, limit, newestFirst = false } = range;
  const isBounded = first !== undefined || last !== undefined;
  const input: QueryCommandInput = {
    TableName: nameOf(table),
    KeyConditionExpression: isBounded ? "#pk = :pk AND #sk BETWEEN :first AND :last" : "#pk = :pk",
    ExpressionAttributeNames: { "#pk": "pk", ...(isBounded && { "#sk": "sk" }) },
    ExpressionAttributeValues: { ":pk": pk, ...(isBounded && { ":first": first ?? LOWEST, ":last": last ?? HIGHEST }) },
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    ...(limit && { Limit: limit }),
    ...(after && { ExclusiveStartKey: { pk, sk: after } }),
  };
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await documents.send(new QueryCommand(input));
    yield Items as Item[];
    if (!LastEvaluatedKey) return;
    input.ExclusiveStartKey = LastEvaluatedKey;
  }
}

const LOWEST = " ";
const HIGHEST = "\u{10FFFF}";

/** An item, and its image as a stream record has it, of which the log has the digest. */
export type Stored = { item: Item; image: Record<string, AttributeValue> };

const storedIn = (image: Record<string, AttributeValue>): Stored => ({
  image,
  item: unmarshall(image, { wrapNumbers }) as Item,
});

/**
 * Every item of a table, or of one tenant in it, in no order, read consistently. It reads the whole table: only
 * reconciliation may.
 * @param sk keeps the items with this sort key
 */
export async function* scan(
  table: Table,
  { tenantId, sk }: { tenantId?: string | undefined; sk?: string },
): AsyncGenerator<Stored> {
  const conditions = [...(tenantId ? ["begins_with(#pk, :tenant)"] : []), ...(sk ? ["#sk = :sk"] : [])];
  const input: ScanCommandInput = {
    TableName: nameOf(table),
    ConsistentRead: true,
    ...(conditions.length > 0 && {
      FilterExpression: conditions.join(" AND "),
      ExpressionAttributeNames: { ...(tenantId && { "#pk": "pk" }), ...(sk && { "#sk": "sk" }) },
      ExpressionAttributeValues: {
        ...(tenantId && { ":tenant": { S: `TENANT#${tenantId}#` } }),
        ...(sk && { ":sk": { S: sk } }),
      },
    }),
  };
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(new ScanCommand(input));
    yield* Items.map(storedIn);
    if (!LastEvaluatedKey) return;
    input.ExclusiveStartKey = LastEvaluatedKey;
  }
}

/** The items of one partition, or the one with this sort key, with their images, read consistently. */
export const queryStored = async (table: Table, pk: string, sk?: string): Promise<Stored[]> => {
  const stored: Stored[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryImagesCommand({
        TableName: nameOf(table),
        KeyConditionExpression: sk === undefined ? "#pk = :pk" : "#pk = :pk AND #sk = :sk",
        ExpressionAttributeNames: { "#pk": "pk", ...(sk !== undefined && { "#sk": "sk" }) },
        ExpressionAttributeValues: { ":pk": { S: pk }, ...(sk !== undefined && { ":sk": { S: sk } }) },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    stored.push(...Items.map(storedIn));
    after = LastEvaluatedKey;
  } while (after);
  return stored;
};

/** Up to 100 items by their keys, in no order; those that do not exist are left out. */
export const batchGet = async (table: Table, keys: readonly Key[]): Promise<Item[]> => {
  const items: Item[] = [];
  let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  while (wanted.length > 0) {
    const name = nameOf(table);
    const { Responses = {}, UnprocessedKeys = {} } = await documents.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } } }),
    );
    items.push(...((Responses[name] ?? []) as Item[]));
    wanted = UnprocessedKeys[name]?.Keys ?? [];
  }
  return items;
};

/** Writes an item where none is, and says whether it did. A lost answer makes the retry say no: look what is there. */
export const putIfAbsent = async (table: Table, item: Item): Promise<boolean> => {
  const command = new PutCommand({
    TableName: nameOf(table),
    Item: item,
    ConditionExpression: "attribute_not_exists(#pk)",
    ExpressionAttributeNames: { "#pk": "pk" },
  });
  try {
    await documents.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
