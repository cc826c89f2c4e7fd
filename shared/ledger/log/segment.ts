import * as z from "zod/mini";
import { type Unreadable, unreadable } from "./breach.ts";
import { pack, unpack } from "./entry-bundle.ts";
import { type Key, SEGMENTS, segmentKey } from "../keys.ts";
import { type Edge, HASH_BYTES } from "./merkle.ts";
import { subtreesOf } from "./range.ts";

/**
 * A tenant's log is its segments. One holds the entries from `start` up to `size`; `edge` is that of the log at `size`;
 * `at` is the latest event so far, in this segment or before it.
 */
export type Segment = { start: number; size: number; edge: Edge; at: string; entries: Buffer[] };

const SegmentItem = z.object({
  sk: z.string().check(z.regex(new RegExp(`^${SEGMENTS}[0-9]{12}$`))),
  size: z.int(),
  edge: z.instanceof(Uint8Array),
  at: z.string(),
  entries: z.pipe(
    z.instanceof(Uint8Array),
    z.transform((bytes, { issues }) => {
      try {
        return unpack(bytes);
      } catch (error) {
        issues.push({ code: "custom", message: String(error), input: bytes });
        return z.NEVER;
      }
    }),
  ),
});

/** What a segment's item says, as far as it holds together in itself. */
export const segmentIn = (item: { sk: string }): Segment | Unreadable => {
  const start = Number.parseInt(item.sk.slice(SEGMENTS.length), 10) || 0;
  const read = SegmentItem.safeParse(item);
  if (!read.success) return unreadable(start, `the segment ${item.sk} cannot be read`);
  const { size, edge, at, entries } = read.data;
  const trees = subtreesOf({ start: 0, end: start + entries.length }).length;
  if (size !== start + entries.length || edge.length !== trees * HASH_BYTES)
    return unreadable(start, `the entries from ${start} up to ${size} are not what was appended`);
  return { start, size, edge: hashesIn(edge), at, entries };
};

export const itemOf = (
  tenantId: string,
  { start, size, edge, at, entries }: Segment,
): Key & Record<string, unknown> => ({
  ...segmentKey(tenantId, start),
  size,
  edge: Buffer.concat(edge),
  at,
  entries: pack(entries),
});

/** Hashes that stand one behind the other. */
const hashesIn = (bytes: Uint8Array): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    Buffer.from(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  );
