import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { Problem } from "../kernel/problem.ts";
import { documents } from "./client.ts";
import type { Key } from "./keys.ts";
import { type Item, nameOf, type Table } from "./table.ts";

type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One step of a transaction. Its name tells which step refused. */
export type Write = { step: string; action: Action };

/** Writes an item that must not be there yet. */
export const insert = (step: string, table: Table, item: Item): Write => ({
  step,
  action: {
    Put: {
      TableName: nameOf(table),
      Item: item,
      ConditionExpression: "attribute_not_exists(#pk)",
      ExpressionAttributeNames: { "#pk": "pk" },
    },
  },
});

/** Writes an item over the one whose attribute has this value. */
export const replace = (step: string, table: Table, item: Item, attribute: string, value: unknown): Write => ({
  step,
  action: {
    Put: {
      TableName: nameOf(table),
      Item: item,
      ConditionExpression: "#attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    },
  },
});

/** Writes an item whatever is there: another step of the transaction guards it. */
export const overwrite = (step: string, table: Table, item: Item): Write => ({
  step,
  action: { Put: { TableName: nameOf(table), Item: item } },
});

/** Writes nothing, and refuses if the attribute of the item has another value. Billed like a write. */
export const check = (step: string, table: Table, key: Key, attribute: string, value: unknown): Write => ({
  step,
  action: {
    ConditionCheck: {
      TableName: nameOf(table),
      Key: { pk: key.pk, sk: key.sk },
      ConditionExpression: "#attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    },
  },
});

/** Deletes the item whose attribute has this value. */
export const remove = (step: string, table: Table, key: Key, attribute: string, value: unknown): Write => ({
  step,
  action: {
    Delete: {
      TableName: nameOf(table),
      Key: { pk: key.pk, sk: key.sk },
      ConditionExpression: "#attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    },
  },
});

/** What became of a transaction: which steps refused it. None did when another that was under way was in its way. */
export type Outcome = { committed: true } | { committed: false; refused: string[] };

const CONTENTION = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

/**
 * All steps or none. Sent again with the same token (the SDK does so when an answer is lost) it is one transaction still,
 * for ten minutes.
 * @throws Problem TOO_LARGE, INTERNAL when nothing was written, and never would be; else whatever leaves the outcome unclear
 * after the SDK's retries
 */
export const transact = async (token: string, writes: readonly Write[]): Promise<Outcome> => {
  try {
    await documents.send(
      new TransactWriteCommand({ ClientRequestToken: token, TransactItems: writes.map(({ action }) => action) }),
    );
    return { committed: true };
  } catch (error) {
    if (error instanceof TransactionCanceledException) return refusal(error, writes);
    if (error instanceof Error && error.name === "ValidationException") throw impossible(error, error.message);
    throw error;
  }
};

const refusal = (error: TransactionCanceledException, writes: readonly Write[]): Outcome => {
  const reasons = error.CancellationReasons ?? [];
  const stepsWith = (...wanted: string[]) =>
    writes.flatMap(({ step }, at) => (wanted.includes(reasons[at]?.Code ?? "None") ? step : []));
  const refused = stepsWith("ConditionalCheckFailed");
  if (refused.length > 0 || stepsWith(...CONTENTION).length > 0) return { committed: false, refused };
  throw impossible(error, reasons.map(({ Message = "" }) => Message).join(" "));
};

/** The database does not take it, today or ever: an item of more than 400 KB, a transaction of more than 4 MB, or a fault of ours. */
const impossible = (error: Error, said: string): Problem => {
  console.error(error);
  return /\bsize\b/i.test(said) && /\bexceed/i.test(said)
    ? new Problem(
        "TOO_LARGE",
        "This is more than a record holds, so nothing was written. Send shorter texts, or fewer entries.",
      )
    : new Problem(
        "INTERNAL",
        "The database does not take this, so nothing was written. Sending it again does not help.",
      );
};
