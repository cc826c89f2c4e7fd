import { Problem } from "../kernel/problem.ts";
import { HEAD, historyKey, type Key } from "./keys.ts";
import { batchGet, type Item, query } from "./table.ts";
import { insert, overwrite, replace, type Write } from "./transaction.ts";

/** What happened to an aggregate, kept in its head until the next event: the audit log makes one leaf of it. */
export type Event = {
  /** Of the commit: tells our own write from another's when an answer was lost. */
  id: string;
  name: string;
  actor_id: string;
  occurred_at: string;
  /** What the leaf says beyond that. Never a payload. */
  [fact: string]: string | number | undefined;
};

/**
 * A head and the parts it names. The head is small and every write moves its `rev`, so a write conditioned on the rev
 * holds everything that was read. `head` has the context's own attributes; parts are JSON documents.
 */
export type Aggregate = {
  rev: number;
  event: Event;
  head: Readonly<Record<string, unknown>>;
  parts: Readonly<Record<string, unknown>>;
  partRevs: PartRevs;
};

type PartRevs = Readonly<Record<string, number>>;

const READS = 5;

/**
 * Everything known about an aggregate, in one consistent query; undefined if it does not exist.
 * A query does not see a transaction all at once. The head says at which rev each part was written, so a reading that is
 * half old and half new is noticed and made again.
 * @throws Problem BUSY when every reading was torn
 */
export const readAggregate = async (partition: string): Promise<Aggregate | undefined> => {
  const { aggregate } = await untorn(partition, () => query("RECORDS_TABLE", partition));
  return aggregate;
};

/**
 * The same where a decision rests on items of other partitions too: all in one request, which is what each attempt of a
 * contended write costs. The head's rev does not hold those beside it: whoever writes them conditions them on their own.
 * @param parts all that the aggregate may have
 */
export const readAggregateBeside = (
  partition: string,
  parts: readonly string[],
  others: readonly Key[],
): Promise<Reading> =>
  untorn(partition, () =>
    batchGet("RECORDS_TABLE", [...[HEAD, ...parts].map((sk) => ({ pk: partition, sk })), ...others]),
  );

type Reading = { aggregate: Aggregate | undefined; beside: Item[] };

const untorn = async (partition: string, read: () => Promise<Item[]>): Promise<Reading> => {
  for (let reading = 0; reading < READS; reading += 1) {
    const { own = [], beside = [] } = Object.groupBy(await read(), ({ pk }) => (pk === partition ? "own" : "beside"));
    const aggregate = assemble(own);
    if (aggregate || own.length === 0) return { aggregate, beside };
  }
  throw new Problem("BUSY", "This record is being written too often to be read. Try again.");
};

const assemble = (items: readonly Item[]): Aggregate | undefined => {
  const bySk = new Map(items.map((item) => [item.sk, item]));
  const found = bySk.get(HEAD);
  if (!found) return undefined;
  const {
    rev,
    event,
    part_revs: partRevs,
    ...head
  } = found as Item & { rev: number; event: Event; part_revs: PartRevs };
  const parts: Record<string, unknown> = {};
  for (const [sk, partRev] of Object.entries(partRevs)) {
    const part = bySk.get(sk);
    if (part?.rev !== partRev) return undefined;
    parts[sk] = JSON.parse(part.json as string);
  }
  return { rev, event, head, parts, partRevs };
};

/** What a commit changes: parts are written whole, `null` drops one, whatever is not named stays. */
export type AggregateChange = {
  event: Event;
  head: Record<string, unknown>;
  parts: Record<string, unknown>;
  /** Parts whose every state is kept, under the history of the aggregate. */
  historic?: readonly string[];
};

/** The steps that bring an aggregate from `before` to its next rev. The first is the head; it refuses if the rev moved. */
export const aggregateWrites = (
  partition: string,
  before: Aggregate | undefined,
  { event, head, parts, historic = [] }: AggregateChange,
): Write[] => {
  const rev = (before?.rev ?? 0) + 1;
  const item = { pk: partition, sk: HEAD, rev, event, part_revs: nextPartRevs(before?.partRevs, parts, rev), ...head };
  const written = Object.entries(parts).filter(([, value]) => value !== null);
  return [
    before ? replace("head", "RECORDS_TABLE", item, "rev", before.rev) : insert("head", "RECORDS_TABLE", item),
    ...written.map(([sk, value]) => overwrite(sk, "RECORDS_TABLE", part({ pk: partition, sk }, rev, value))),
    ...written
      .filter(([sk]) => historic.includes(sk))
      .map(([sk, value]) => insert(`${sk} history`, "RECORDS_TABLE", part(historyKey(partition, rev, sk), rev, value))),
  ];
};

const nextPartRevs = (before: PartRevs | undefined, parts: Record<string, unknown>, rev: number): PartRevs => {
  const kept = Object.entries(before ?? {}).filter(([sk]) => parts[sk] !== null);
  const written = Object.entries(parts).flatMap(([sk, value]) => (value === null ? [] : [[sk, rev] as const]));
  return Object.fromEntries([...kept, ...written]);
};

/** Parts are kept as JSON text: any number, any depth and any key comes back as it went in. */
const part = ({ pk, sk }: Key, rev: number, value: unknown): Item => ({ pk, sk, rev, json: JSON.stringify(value) });
