import { type Entry, entryAt, type Leaf } from "./leaf.ts";
import { entriesOf } from "./segment.ts";
import { segmentsBackwards } from "./segment-repository.ts";

/** Which entries are wanted; `from` and `to` bound the time of the event, both included. */
export type Wanted = {
  subject?: string | undefined;
  event?: string | undefined;
  actor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

type Page = { before: number | undefined; limit: number };

/** How many entries one page may look at: a rare event is found over several pages, each of them quick. */
const MAX_LOOKED_AT = 5_000;

/**
 * Entries of a tenant's log, newest first, below the index `before`.
 * @returns `next`: the index below which to go on, undefined at the log's beginning
 */
export const list = async (
  tenantId: string,
  wanted: Wanted,
  { before, limit }: Page,
): Promise<{ entries: Entry[]; next: number | undefined }> => {
  const entries: Entry[] = [];
  let lookedAt = 0;
  for await (const segment of segmentsBackwards(tenantId, before)) {
    if (wanted.from && segment.at < wanted.from) return { entries, next: undefined };
    for (const { index, leaf } of entriesOf(segment).reverse()) {
      if (index >= (before ?? Infinity) || !isWanted(leaf, wanted)) continue;
      entries.push(entryAt(index, leaf));
      if (entries.length === limit) return { entries, next: index === 0 ? undefined : index };
    }
    lookedAt += segment.entries.length;
    if (lookedAt >= MAX_LOOKED_AT && segment.start > 0) return { entries, next: segment.start };
  }
  return { entries, next: undefined };
};

const isWanted = (leaf: Leaf, { subject, event, actor, from, to }: Wanted): boolean =>
  (subject === undefined || leaf.subject === subject) &&
  (event === undefined || leaf.event === event) &&
  (actor === undefined || leaf.actor_id === actor) &&
  (from === undefined || leaf.occurred_at >= from) &&
  (to === undefined || leaf.occurred_at <= to);
