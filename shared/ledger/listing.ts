import { aggregatePartition, HEAD, listPartition, type Noun } from "./keys.ts";
import { batchGet, type Item, query } from "./table.ts";

/** What a list shows of an aggregate: its head, and the parts that were asked for. */
export type Listed = { head: Item; parts: Readonly<Record<string, unknown>> };

/** The rows of a list: their partition, and the aggregate that a row stands for, if for any. */
type Rows = { partition: string; idOf: (row: Item) => string | undefined };

type Page<Entry> = {
  /** Parts to read of each. One request for items takes 100 keys. */
  parts: readonly string[];
  /** The place where the page before ended. */
  after: string | undefined;
  limit: number;
  newestFirst?: boolean;
  /** What the caller gets of one, or undefined to leave it out. */
  pick: (listed: Listed) => Entry | undefined;
};

/** A page ends with these bytes of JSON: an answer of 6 MB is the most, and it is JSON within JSON. */
export const PAGE_BYTES = 1_900_000;

const MOST_KEYS = 100;

/** How many rounds one page may take: what is rare is found over several pages, each of them quick. */
const MOST_ROUNDS = 10;

/**
 * One page of a tenant's aggregates of a kind, by when they were made. It ends after `limit` or 1.9 MB; `next` is where, if more
 * may follow.
 */
export const listAggregates = <Entry>(
  tenantId: string,
  noun: Noun,
  page: Page<Entry>,
): Promise<{ entries: Entry[]; next: string | undefined }> => {
  const idOf = ({ sk }: Item) => sk.slice(sk.indexOf("#") + 1);
  return listByRows(tenantId, noun, { partition: listPartition(tenantId, noun), idOf }, page);
};

/** One page of the aggregates that rows of another kind stand for, in the order of their keys. */
export const listByRows = async <Entry>(
  tenantId: string,
  noun: Noun,
  { partition, idOf }: Rows,
  { parts, after, limit, newestFirst = false, pick }: Page<Entry>,
): Promise<{ entries: Entry[]; next: string | undefined }> => {
  const entries: Entry[] = [];
  const most = Math.floor(MOST_KEYS / (1 + parts.length));
  let [bytes, place] = [0, after];
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    const round = rounds === 0 ? Math.min(most, limit) : most;
    const rows = await query("RECORDS_TABLE", partition, { limit: round, after: place, newestFirst });
    const places = rows.map((row) => {
      const id = idOf(row);
      return { sk: row.sk, pk: id === undefined ? undefined : aggregatePartition(tenantId, noun, id) };
    });
    for (const { sk, listed } of await listedAt(places, parts)) {
      const entry = listed && pick(listed);
      if (entry !== undefined) {
        bytes += Buffer.byteLength(JSON.stringify(entry));
        if (bytes > PAGE_BYTES && entries.length > 0) return { entries, next: place };
        entries.push(entry);
      }
      place = sk;
      if (entries.length === limit) return { entries, next: place };
    }
    if (rows.length < round) return { entries, next: undefined };
  }
  return { entries, next: place };
};

const listedAt = async (
  places: readonly { sk: string; pk: string | undefined }[],
  parts: readonly string[],
): Promise<{ sk: string; listed: Listed | undefined }[]> => {
  // Two rows may stand for one aggregate while it moves from one to the other, and a request names no key twice.
  const partitions = new Set(places.flatMap(({ pk }) => pk ?? []));
  const keys = [...partitions].flatMap((pk) => [HEAD, ...parts].map((sk) => ({ pk, sk })));
  const items = new Map((await batchGet("RECORDS_TABLE", keys)).map((item) => [`${item.pk} ${item.sk}`, item]));
  return places.map(({ sk, pk }) => {
    const head = items.get(`${pk ?? ""} ${HEAD}`);
    const read = parts.flatMap((part) => {
      const item = items.get(`${pk ?? ""} ${part}`);
      return item ? [[part, JSON.parse(item.json as string) as unknown] as const] : [];
    });
    return { sk, listed: head && { head, parts: Object.fromEntries(read) } };
  });
};
