import { aggregatePartition, HEAD, listPartition, type Noun } from "./keys.ts";
import { batchGet, type Item, query } from "./table.ts";

/** What a list shows of an aggregate: its head, and the parts that were asked for. */
export type Listed = { head: Item; parts: Readonly<Record<string, unknown>> };

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

const MOST_KEYS = 100;

/** How many rounds one page may take: what is rare is found over several pages, each of them quick. */
const MOST_ROUNDS = 10;

/** One page of a tenant's aggregates of a kind, by when they were made. `next` is where it ended, if more may follow. */
export const listAggregates = async <Entry>(
  tenantId: string,
  noun: Noun,
  { parts, after, limit, newestFirst = false, pick }: Page<Entry>,
): Promise<{ entries: Entry[]; next: string | undefined }> => {
  const entries: Entry[] = [];
  const most = Math.floor(MOST_KEYS / (1 + parts.length));
  let place = after;
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    const round = rounds === 0 ? Math.min(most, limit) : most;
    const rows = await query("RECORDS_TABLE", listPartition(tenantId, noun), {
      limit: round,
      after: place,
      newestFirst,
    });
    for (const { sk, listed } of await listedAt(tenantId, noun, rows, parts)) {
      const entry = listed && pick(listed);
      place = sk;
      if (entry === undefined) continue;
      entries.push(entry);
      if (entries.length === limit) return { entries, next: place };
    }
    if (rows.length < round) return { entries, next: undefined };
  }
  return { entries, next: place };
};

const listedAt = async (
  tenantId: string,
  noun: Noun,
  rows: readonly Item[],
  parts: readonly string[],
): Promise<{ sk: string; listed: Listed | undefined }[]> => {
  const pkOf = (sk: string) => aggregatePartition(tenantId, noun, sk.slice(sk.indexOf("#") + 1));
  const keys = rows.flatMap(({ sk }) => [HEAD, ...parts].map((part) => ({ pk: pkOf(sk), sk: part })));
  const items = new Map((await batchGet("RECORDS_TABLE", keys)).map((item) => [`${item.pk} ${item.sk}`, item]));
  return rows.map(({ sk }) => {
    const head = items.get(`${pkOf(sk)} ${HEAD}`);
    const read = parts.flatMap((part) => {
      const item = items.get(`${pkOf(sk)} ${part}`);
      return item ? [[part, JSON.parse(item.json as string) as unknown] as const] : [];
    });
    return { sk, listed: head && { head, parts: Object.fromEntries(read) } };
  });
};
