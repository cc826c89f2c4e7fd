import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "aws-lambda";
import { dynamo } from "../shared/ledger/client.ts";
import { itemBytes } from "../tests/support/item-size.ts";

/** `written` are the sizes in bytes of what was put, in the order of the transaction. */
export type Cost = { roundTrips: number; readUnits: number; writeUnits: number; written: number[] };

type Item = Record<string, unknown>;
type Action = { Put?: { Item?: Item }; Delete?: object; Update?: object; ConditionCheck?: object };
type Input = {
  ReturnConsumedCapacity?: string;
  TransactItems?: Action[];
  RequestItems?: Record<string, { Keys: object[] }>;
};
type Output = {
  Item?: Item;
  Items?: Item[];
  Responses?: Record<string, Item[]>;
  ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
};
type Send = (args: { input: Input }) => Promise<{ output: Output }>;

/**
 * What an operation costs: its sequential requests, and its units, computed from the sizes of the items.
 * @throws Error where the engine counts other units than these
 */
export const costOf = async (operation: () => Promise<unknown>): Promise<Cost> => {
  const cost: Cost = { roundTrips: 0, readUnits: 0, writeUnits: 0, written: [] };
  let underway = 0;
  const count = (next: Send) => async (args: { input: Input }) => {
    if (underway === 0) cost.roundTrips += 1;
    underway += 1;
    args.input.ReturnConsumedCapacity = "TOTAL";
    const result = await next(args).finally(() => (underway -= 1));
    const { TransactItems } = args.input;
    const units = TransactItems ? unitsWritten(TransactItems) : unitsRead(args.input, result.output);
    if (TransactItems) cost.written.push(...TransactItems.flatMap(({ Put }) => (Put ? bytesOf(Put.Item) : [])));
    cost[TransactItems ? "writeUnits" : "readUnits"] += units;
    assertSame(units, result.output.ConsumedCapacity);
    return result;
  };
  dynamo.middlewareStack.add(count as never, { step: "initialize", name: "cost" });
  await operation().finally(() => dynamo.middlewareStack.remove("cost"));
  return cost;
};

const bytesOf = (item: Item = {}): number =>
  itemBytes(marshall(item, { removeUndefinedValues: true }) as Record<string, AttributeValue>);

const kilobytes = (bytes: number, each: number): number => Math.max(1, Math.ceil(bytes / (each * 1024)));

/** A transaction writes each item twice: two units a KB, begun; a check costs as much as the write of what it checks, here a head of 1 KB. */
const unitsWritten = (actions: readonly Action[]): number =>
  actions.reduce((sum, { Put }) => sum + 2 * (Put ? kilobytes(bytesOf(Put.Item), 1) : 1), 0);

/** A consistent reading costs a unit for 4 KB, begun: of all that a query reads, of each item that is named. */
const unitsRead = ({ RequestItems = {} }: Input, { Item, Items, Responses = {} }: Output): number => {
  if (Items)
    return kilobytes(
      Items.reduce((sum, item) => sum + bytesOf(item), 0),
      4,
    );
  const asked = Object.values(RequestItems).reduce((sum, { Keys }) => sum + Keys.length, 0);
  const found = Object.values(Responses).flat();
  const missing = asked - found.length;
  if (asked > 0) return missing + found.reduce((sum, item) => sum + kilobytes(bytesOf(item), 4), 0);
  return kilobytes(bytesOf(Item), 4);
};

const assertSame = (units: number, consumed: Output["ConsumedCapacity"] = []): void => {
  const counted = [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  if (counted !== units) throw new Error(`${units} units by the sizes of the items, but the engine counted ${counted}`);
};
