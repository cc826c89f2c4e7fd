import { hash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "aws-lambda";
import { dynamo } from "../shared/ledger/client.ts";
import { logPartition } from "../shared/ledger/keys.ts";
import { append } from "../shared/ledger/log/append-repository.ts";
import type { Leaf } from "../shared/ledger/log/leaf.ts";
import { itemBytes } from "../tests/support/item-size.ts";
import { median } from "./median.ts";

/** A leaf as recording a handoff makes it. */
export const aLeaf = (tenantId: string, sequence: number): Leaf => {
  const digest = hash("sha256", String(sequence));
  const id = `01a1fd62-bd02-778d-903b-${String(sequence).padStart(12, "0")}`;
  return {
    tenant_id: tenantId,
    subject: `run:${id}`,
    run_id: id,
    rev: 5,
    event: "n3_run_execution_handoff_created",
    actor_id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11",
    occurred_at: new Date(1_700_000_000_000 + sequence).toISOString(),
    commit_id: id,
    handoff_id: id,
    portal_id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11",
    zone_id: "0d2f7f64-3a9b-4d57-8b7e-6a1c9e4f2b22",
    sealed: "HANDOFF",
    digest,
    record_digest: hash("sha256", digest),
    digest_new: hash("sha256", `new ${sequence}`),
    digest_old: hash("sha256", `old ${sequence}`),
  };
};

type Input = { Item?: Record<string, unknown> };

/** Everything that some work asks of the database. */
const inputsOf = async (work: () => Promise<void>): Promise<Input[]> => {
  const inputs: Input[] = [];
  const take = (next: (args: { input: Input }) => Promise<object>) => (args: { input: Input }) => {
    inputs.push(args.input);
    return next(args);
  };
  dynamo.middlewareStack.add(take as never, { step: "initialize", name: "take" });
  await work().finally(() => dynamo.middlewareStack.remove("take"));
  return inputs;
};

const appendInBatches = async (tenantId: string, from: number, entries: number, batch: number): Promise<void> => {
  for (let at = from; at < from + entries; at += batch)
    await append(
      tenantId,
      Array.from({ length: batch }, (_, offset) => aLeaf(tenantId, at + offset)),
    );
};

/** A put writes one unit a KB, begun. */
const unitsOf = ({ Item }: Input): number =>
  Item
    ? Math.ceil(itemBytes(marshall(Item, { removeUndefinedValues: true }) as Record<string, AttributeValue>) / 1024)
    : 0;

/** Appends entries in batches; the write units for each entry. */
export const appendUnits = async (tenantId: string, from: number, entries: number, batch: number): Promise<number> => {
  const inputs = await inputsOf(() => appendInBatches(tenantId, from, entries, batch));
  return inputs.reduce((sum, input) => sum + unitsOf(input), 0) / entries;
};

const RATE_ROUNDS = 7;
const RATE_ENTRIES = 1_000;

const bare = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT ?? "" }), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Sends requests of the log of one tenant bare, one after the other, for a log that is nobody's. */
const sendBare = async (tenantId: string, inputs: readonly Input[]): Promise<void> => {
  const text = new Map([[logPartition(tenantId), logPartition(`${tenantId}-bare`)]]);
  const renamed = <T extends object>(values: T): T =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text.get(value as string) ?? value])) as T;
  for (const { Item, ...input } of inputs) {
    const rest = input as { TableName: string; ExpressionAttributeValues?: object };
    if (Item) await bare.send(new PutCommand({ ...rest, Item: renamed(Item) }));
    else
      await bare.send(
        new QueryCommand({
          ...rest,
          ExpressionAttributeValues: renamed(rest.ExpressionAttributeValues ?? {}),
        }),
      );
  }
};

/**
 * How many entries are appended in a second, so many at a time and one batch after the other, and that over the same requests
 * sent bare: the medians of some rounds.
 */
export const appendRate = async (batch: number): Promise<{ perSecond: number; overBare: number }> => {
  const rates: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < RATE_ROUNDS; round += 1) {
    const tenantId = `rate-${batch}-${round}`;
    const start = performance.now();
    const inputs = await inputsOf(() => appendInBatches(tenantId, 0, RATE_ENTRIES, batch));
    const between = performance.now();
    await sendBare(tenantId, inputs);
    rates.push((RATE_ENTRIES * 1_000) / (between - start));
    ratios.push((performance.now() - between) / (between - start));
  }
  return { perSecond: median(rates), overBare: median(ratios) };
};
