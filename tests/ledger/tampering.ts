import { isDeepStrictEqual } from "node:util";
import { DeleteCommand, GetCommand, PutCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { aggregatePartition, type Noun } from "../../shared/ledger/keys.ts";
import { documents } from "../../shared/ledger/client.ts";
import { nameOf, type Table } from "../../shared/ledger/table.ts";
import { call, type Who } from "../support/call.ts";

export type Key = { pk: string; sk: string };

/** What somebody with access to the tables can do behind our back. */
export const raw = {
  get: async (table: Table, { pk, sk }: Key): Promise<Record<string, unknown>> => {
    const { Item } = await documents.send(new GetCommand({ TableName: nameOf(table), Key: { pk, sk } }));
    if (!Item) throw new Error(`There is nothing at ${pk} ${sk}`);
    return Item;
  },
  put: (table: Table, Item: object) => documents.send(new PutCommand({ TableName: nameOf(table), Item })),
  delete: (table: Table, { pk, sk }: Key) =>
    documents.send(new DeleteCommand({ TableName: nameOf(table), Key: { pk, sk } })),
  set: (table: Table, { pk, sk }: Key, name: string, value: unknown) =>
    documents.send(
      new UpdateCommand({
        TableName: nameOf(table),
        Key: { pk, sk },
        UpdateExpression: "SET #name = :value",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":value": value },
      }),
    ),
  /** Everything that a tenant has in a table. */
  all: async (table: Table, tenantId: string): Promise<Key[]> => {
    const found: Key[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new ScanCommand({ TableName: nameOf(table), ExclusiveStartKey }),
      );
      found.push(...(Items as Key[]).filter(({ pk }) => `${pk}#`.startsWith(`TENANT#${tenantId}#`)));
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  },
  empty: async (table: Table, tenantId: string) => {
    for (const key of await raw.all(table, tenantId)) await raw.delete(table, key);
  },
  /** Two items in each other's place. */
  swap: async (table: Table, one: Key, other: Key) => {
    const [first, second] = [await raw.get(table, one), await raw.get(table, other)];
    await raw.put(table, { ...second, pk: one.pk, sk: one.sk });
    await raw.put(table, { ...first, pk: other.pk, sk: other.sk });
  },
  /** An item over the one that stands elsewhere. */
  copy: async (table: Table, from: Key, to: Key) => {
    await raw.put(table, { ...(await raw.get(table, from)), pk: to.pk, sk: to.sk });
  },
};

const TABLES = ["RECORDS_TABLE", "LEDGER_TABLE", "AUDIT_TABLE"] as const;

/** Remembers all that a tenant has. @returns brings that back, whatever was done meanwhile: cheaper than to make it again */
export const remember = async ({ tenantId }: Who): Promise<() => Promise<void>> => {
  const before = await Promise.all(TABLES.map((table) => raw.all(table, tenantId)));
  return async () => {
    for (const [at, table] of TABLES.entries()) {
      const left = new Map((await raw.all(table, tenantId)).map((item) => [`${item.pk} ${item.sk}`, item]));
      for (const item of before[at] ?? []) {
        const name = `${item.pk} ${item.sk}`;
        if (!isDeepStrictEqual(left.get(name), item)) await raw.put(table, item);
        left.delete(name);
      }
      for (const planted of left.values()) await raw.delete(table, planted);
    }
  };
};

/** The same bytes but for one bit. */
export const flipped = (bytes: unknown, at = 3): Buffer => {
  const other = Buffer.from(bytes as Uint8Array);
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
};

export const headKey = ({ tenantId }: Who, id: string, noun: Noun = "RUN"): Key => ({
  pk: aggregatePartition(tenantId, noun, id),
  sk: "HEAD",
});

type Finding = { subject: string; what: string; position?: number; item?: string };
export type Reconciled = {
  missing: Finding[];
  extra: Finding[];
  changed: Finding[];
  pending: number;
  checked: number;
};

export const reconcile = async (who: Who): Promise<Reconciled> => {
  const { status, body } = await call(who, "GET /api/audit/reconcile");
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as Reconciled;
};

export const findingsIn = ({ missing, extra, changed }: Reconciled): Finding[] => [...missing, ...extra, ...changed];
