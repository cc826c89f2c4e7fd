import { inconsistent, sound, type Unreadable } from "./breach.ts";
import { logPartition, SEGMENTS, segmentKey } from "../keys.ts";
import { type Entry, entryIn } from "./leaf.ts";
import { rootOf } from "./merkle.ts";
import { type Segment, segmentIn } from "./segment.ts";
import { query } from "../table.ts";

/** How many segments one query brings: few when the newest will do, many when the way back is long. */
const FIRST_PAGE = 1;
const LONGEST_PAGE = 256;

/** Behind every key of a segment. */
const NO_LAST = `${SEGMENTS}~`;

/** Segments of a tenant's log, newest first. @throws Problem LOG_INCONSISTENT */
export async function* segmentsBackwards(tenantId: string): AsyncGenerator<Segment> {
  let last = NO_LAST;
  for (let limit = FIRST_PAGE; ; limit = Math.min(limit * 8, LONGEST_PAGE)) {
    const items = await query("AUDIT_TABLE", logPartition(tenantId), {
      first: SEGMENTS,
      last,
      newestFirst: true,
      limit,
    });
    const segments = items.map((item) => sound(tenantId, segmentIn(item)));
    yield* segments;
    const oldest = segments.at(-1);
    if (!oldest || items.length < limit || oldest.start === 0) return;
    last = segmentKey(tenantId, oldest.start - 1).sk;
  }
}

/** How long a tenant's log is now, and its root. @throws Problem LOG_INCONSISTENT */
export const headOfLog = async (tenantId: string): Promise<{ size: number; root: Buffer }> => {
  for await (const { size, edge } of segmentsBackwards(tenantId)) return { size, root: rootOf(edge) };
  return { size: 0, root: rootOf([]) };
};

/** The bytes of the entries from `start` up to `end`, as far as the log has them. @throws Problem LOG_INCONSISTENT */
export const entryBytes = async (tenantId: string, start: number, end: number): Promise<Buffer[]> => {
  if (start >= end) return [];
  const between = (first: string, last: string, newest?: { newestFirst: true; limit: 1 }) =>
    first > last ? [] : query("AUDIT_TABLE", logPartition(tenantId), { first, last, ...newest });
  const [covering, following] = await Promise.all([
    between(SEGMENTS, segmentKey(tenantId, start).sk, { newestFirst: true, limit: 1 }),
    between(segmentKey(tenantId, start + 1).sk, segmentKey(tenantId, end - 1).sk),
  ]);
  const segments = [...covering, ...following].map((item) => sound(tenantId, segmentIn(item)));
  assertInOrder(tenantId, start, segments);
  return segments.flatMap((segment) =>
    segment.entries.slice(Math.max(0, start - segment.start), Math.max(0, end - segment.start)),
  );
};

/** The entries from `start` up to `end`, as far as the log has them. @throws Problem LOG_INCONSISTENT */
export const entriesBetween = async (tenantId: string, start: number, end: number): Promise<Entry[]> =>
  (await entryBytes(tenantId, start, end)).map((bytes, at) => sound(tenantId, entryIn(start + at, bytes)));

/** The entries of a segment. @throws Problem LOG_INCONSISTENT */
export const entriesOf = (tenantId: string, { start, entries }: Segment): Entry[] =>
  entries.map((bytes, at) => sound(tenantId, entryIn(start + at, bytes)));

/** The segments from the one that begins with entry `start`, each as it can be read. */
export const segmentsFrom = async (tenantId: string, start: number): Promise<(Segment | Unreadable)[]> => {
  const first = segmentKey(tenantId, start).sk;
  return (await query("AUDIT_TABLE", logPartition(tenantId), { first, last: NO_LAST })).map(segmentIn);
};

/** Segments follow each other; what lies behind a gap would be given out under wrong indexes. */
const assertInOrder = (tenantId: string, first: number, segments: readonly Segment[]): void => {
  let end = Math.min(first, segments[0]?.start ?? first);
  for (const { start, size } of segments) {
    if (start !== end)
      throw inconsistent(tenantId, { position: end, what: `the entries from ${end} up to ${start} are gone` });
    end = size;
  }
};
