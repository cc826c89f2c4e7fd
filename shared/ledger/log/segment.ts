import * as z from "zod/mini";
import { pack, unpack } from "./entry-bundle.ts";
import { type Key, SEGMENTS, segmentKey } from "../keys.ts";
import { type Leaf, leafIn } from "./leaf.ts";
import { type Edge, HASH_BYTES } from "./merkle.ts";

/**
 * A tenant's log is its segments. One holds the entries from `start` up to `size`; `edge` is that of the log at `size`;
 * `at` is the latest event so far, in this segment or before it.
 */
export type Segment = { start: number; size: number; edge: Edge; at: string; entries: Buffer[] };

const SegmentItem = z.object({
  sk: z.string(),
  size: z.int(),
  edge: z.instanceof(Uint8Array),
  at: z.string(),
  entries: z.instanceof(Uint8Array),
});

export const segmentOf = (item: unknown): Segment => {
  const { sk, size, edge, at, entries } = SegmentItem.parse(item);
  return { start: Number(sk.slice(SEGMENTS.length)), size, edge: hashesIn(edge), at, entries: unpack(entries) };
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

export const entriesOf = ({ start, entries }: Segment): { index: number; leaf: Leaf }[] =>
  entries.map((bytes, at) => ({ index: start + at, leaf: leafIn(bytes) }));

/** Hashes that stand one behind the other. */
export const hashesIn = (bytes: Uint8Array): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    Buffer.from(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  );
