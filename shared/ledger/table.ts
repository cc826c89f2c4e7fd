import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, GetCommand, PutCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../kernel/problem.ts";
import { documents } from "./client.ts";
import type { Key } from "./keys.ts";

export type Table = "RECORDS_TABLE" | "LEDGER_TABLE" | "AUDIT_TABLE";
export type Item = Key & Record<string, unknown>;

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

/** How often keys are asked for in a row without any coming back. */
const FRUITLESS_TRIES = 8;

/**
 * Up to 100 items by their keys, in no order; those that do not exist are left out. An answer has 16 MB, and what it leaves is
 * asked for at once; an engine that answers nothing is overloaded, and is given time.
 * @throws Problem UNAVAILABLE when it goes on answering nothing
 */
export const batchGet = async (table: Table, keys: readonly Key[]): Promise<Item[]> => {
  const name = nameOf(table);
  const items: Item[] = [];
  let wanted: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let fruitless = 0; wanted.length > 0;) {
    const { Responses = {}, UnprocessedKeys = {} } = await documents.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } } }),
    );
    items.push(...((Responses[name] ?? []) as Item[]));
    const left = UnprocessedKeys[name]?.Keys ?? [];
    fruitless = left.length < wanted.length ? 0 : fruitless + 1;
    wanted = left;
    if (fruitless === FRUITLESS_TRIES)
      throw new Problem("UNAVAILABLE", "The database has too much to do. Send the request again.");
    if (fruitless > 0) await pause(Math.random() * 20 * 2 ** fruitless);
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
