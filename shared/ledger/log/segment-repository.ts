import { inconsistent } from "../proof/inconsistent.ts";
import { logPartition, SEGMENTS, segmentKey } from "../keys.ts";
import { rootOf } from "./merkle.ts";
import { type Segment, segmentOf } from "./segment.ts";
import { query } from "../table.ts";

/** How many segments one query brings: few when the newest will do, many when the way back is long. */
const FIRST_PAGE = 1;
const LONGEST_PAGE = 256;

/** Segments of a tenant's log, newest first, from the one before `start`. */
export async function* segmentsBackwards(tenantId: string, start = Infinity): AsyncGenerator<Segment> {
  let last = start === Infinity ? `${SEGMENTS}~` : segmentKey(tenantId, start - 1).sk;
  for (let limit = FIRST_PAGE; start > 0; limit = Math.min(limit * 8, LONGEST_PAGE)) {
    const items = await query("AUDIT_TABLE", logPartition(tenantId), {
      first: SEGMENTS,
      last,
      newestFirst: true,
      limit,
    });
    for (const item of items) yield segmentOf(item);
    const oldest = items.at(-1);
    if (!oldest || items.length < limit) return;
    const { start: end } = segmentOf(oldest);
    if (end === 0) return;
    last = segmentKey(tenantId, end - 1).sk;
  }
}

/** How long a tenant's log is now, and its root. */
export const headOfLog = async (tenantId: string): Promise<{ size: number; root: Buffer }> => {
  for await (const { size, edge } of segmentsBackwards(tenantId)) return { size, root: rootOf(edge) };
  return { size: 0, root: rootOf([]) };
};

/** The bytes of the entries from `start` up to `end`, as far as the log has them. */
export const entryBytes = async (tenantId: string, start: number, end: number): Promise<Buffer[]> => {
  if (start >= end) return [];
  const between = (first: string, last: string, newest?: { newestFirst: true; limit: 1 }) =>
    first > last ? [] : query("AUDIT_TABLE", logPartition(tenantId), { first, last, ...newest });
  const [covering, following] = await Promise.all([
    between(SEGMENTS, segmentKey(tenantId, start).sk, { newestFirst: true, limit: 1 }),
    between(segmentKey(tenantId, start + 1).sk, segmentKey(tenantId, end - 1).sk),
  ]);
  return inOrder(tenantId, [...covering, ...following].map(segmentOf)).flatMap((segment) =>
    segment.entries.slice(Math.max(0, start - segment.start), Math.max(0, end - segment.start)),
  );
};

/** Segments as they follow each other; what lies behind a gap would be given out under wrong indexes. */
const inOrder = (tenantId: string, segments: readonly Segment[]): readonly Segment[] => {
  for (const [at, { start, size, entries }] of segments.entries()) {
    const before = segments[at - 1];
    if (size !== start + entries.length || (before && before.size !== start))
      throw inconsistent(tenantId, `is not whole before its entry ${start}`);
  }
  return segments;
};
