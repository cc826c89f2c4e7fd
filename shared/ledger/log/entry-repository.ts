import { CHUNK, type Chunk, placesOf, type Term } from "./chunk.ts";
import { chunksBackwards } from "./chunk-repository.ts";
import type { Entry, Leaf } from "./leaf.ts";
import { entriesBetween, headOfLog } from "./segment-repository.ts";

/** Which entries are wanted; `from` and `to` bound the time of the event, both included. */
export type Wanted = Partial<Record<Term, string | undefined>> & { from?: string | undefined; to?: string | undefined };

type Page = { before?: number | undefined; limit: number };

/** How many chunks one page may read: a rare event is found over several pages, each of them quick. */
const MOST_CHUNKS = 8;

/**
 * Entries of a tenant's log, newest first, below the index `before`.
 * @returns `next`: the index below which to go on, undefined at the log's beginning
 * @throws Problem LOG_INCONSISTENT when what is to be read is not what was written
 */
export const list = async (
  tenantId: string,
  wanted: Wanted,
  { before = Infinity, limit }: Page,
): Promise<{ entries: Entry[]; next: number | undefined }> => {
  const { size: whole } = await headOfLog(tenantId);
  const size = Math.min(before, whole);
  const entries: Entry[] = [];
  let chunksRead = 0;
  for await (const { start, end, chunk } of stretchesBackwards(tenantId, size, whole)) {
    const places = chunk && placesIn(chunk, wanted);
    if (places?.length === 0) continue;
    const [first, last] = places ? [start + Math.min(...places), start + Math.max(...places) + 1] : [start, end];
    for (const entry of (await entriesBetween(tenantId, first, Math.min(last, end))).reverse()) {
      if (!isWanted(entry, wanted)) continue;
      entries.push(entry);
      if (entries.length === limit) return { entries, next: entry.index === 0 ? undefined : entry.index };
    }
    chunksRead += 1;
    if (chunksRead === MOST_CHUNKS && start > 0) return { entries, next: start };
  }
  return { entries, next: undefined };
};

type Stretch = { start: number; end: number; chunk: Chunk | undefined };

/** The log below `size` in pieces of a chunk, newest first; each with its index where there is one. Only what is full has one. */
async function* stretchesBackwards(tenantId: string, size: number, whole: number): AsyncGenerator<Stretch> {
  if (size === 0) return;
  const newest = Math.min(Math.floor((size - 1) / CHUNK), Math.floor(whole / CHUNK) - 1);
  let end = size;
  for await (const chunk of chunksBackwards(tenantId, newest + 1)) {
    while (end > (chunk.n + 1) * CHUNK) {
      const start = Math.floor((end - 1) / CHUNK) * CHUNK;
      yield { start, end, chunk: undefined };
      end = start;
    }
    yield { start: chunk.n * CHUNK, end, chunk };
    end = chunk.n * CHUNK;
  }
  while (end > 0) {
    const start = Math.floor((end - 1) / CHUNK) * CHUNK;
    yield { start, end, chunk: undefined };
    end = start;
  }
}

/** Where in a chunk the wanted entries may be; undefined for anywhere. */
const placesIn = ({ from, to, index }: Chunk, wanted: Wanted): number[] | undefined => {
  if ((wanted.from && to < wanted.from) || (wanted.to && from > wanted.to)) return [];
  const terms = (["subject", "event", "actor_id", "digest"] as const).flatMap((term) => {
    const value = wanted[term];
    return value === undefined ? [] : [placesOf(index, term, value)];
  });
  const [some, ...others] = terms;
  return some && [...some].filter((place) => others.every((places) => places.has(place)));
};

const isWanted = (leaf: Leaf, { from, to, ...terms }: Wanted): boolean =>
  Object.entries(terms).every(([term, value]) => value === undefined || leaf[term] === value) &&
  (from === undefined || leaf.occurred_at >= from) &&
  (to === undefined || leaf.occurred_at <= to);
