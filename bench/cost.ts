import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "aws-lambda";
import { dynamo } from "../shared/ledger/client.ts";
import { itemBytes } from "../tests/support/item-size.ts";

export type Cost = { roundTrips: number; writeUnits: number; written: number[] };

type Send = (args: { input: unknown }) => Promise<object>;

/** What an operation costs: its sequential requests, and its write units, computed from the sizes of the items. */
export const costOf = async (operation: () => Promise<unknown>): Promise<Cost> => {
  const cost: Cost = { roundTrips: 0, writeUnits: 0, written: [] };
  let underway = 0;
  const count =
    (next: Send, { commandName }: { commandName?: string }) =>
    async (args: { input: unknown }) => {
      if (underway === 0) cost.roundTrips += 1;
      underway += 1;
      if (commandName?.startsWith("TransactWrite")) add(cost, args.input as TransactWriteCommandInput);
      return next(args).finally(() => (underway -= 1));
    };
  dynamo.middlewareStack.add(count as never, { step: "initialize", name: "cost" });
  await operation().finally(() => dynamo.middlewareStack.remove("cost"));
  return cost;
};

/** A transaction writes each item twice: two units a KB, begun; a check costs as much as the write of what it checks, here a head of 1 KB. */
const add = (cost: Cost, { TransactItems = [] }: TransactWriteCommandInput): void => {
  for (const { Put, ConditionCheck } of TransactItems) {
    if (ConditionCheck) cost.writeUnits += 2;
    if (!Put) continue;
    const image = marshall(Put.Item ?? {}, { removeUndefinedValues: true });
    const bytes = itemBytes(image as Record<string, AttributeValue>);
    cost.written.push(bytes);
    cost.writeUnits += 2 * Math.max(1, Math.ceil(bytes / 1024));
  }
};
