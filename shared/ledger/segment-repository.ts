import * as z from "zod/mini";
import { canonicalText } from "../kernel/canonical.ts";
import { pack, unpack } from "./bundle.ts";
import { logPartition, SEGMENTS, segmentKey } from "./keys.ts";
import { changeOf, type Entry, entryAt, Leaf } from "./leaf.ts";
import { type Edge, extend, leafHash } from "./merkle.ts";
import { putIfAbsent, query } from "./table.ts";

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

const HASH_BYTES = 32;

/** Segments of a tenant's log, newest first, from the one before `start`. */
export async function* segmentsBackwards(tenantId: string, start?: number): AsyncGenerator<Segment> {
  let after = start === undefined ? undefined : segmentKey(tenantId, start).sk;
  for (;;) {
    const [item] = await query("AUDIT_TABLE", logPartition(tenantId), {
      prefix: SEGMENTS,
      newestFirst: true,
      limit: 1,
      after,
    });
    if (!item) return;
    yield segmentOf(item);
    after = item.sk;
  }
}

const segmentOf = (item: unknown): Segment => {
  const { sk, size, edge, at, entries } = SegmentItem.parse(item);
  return { start: Number(sk.slice(SEGMENTS.length)), size, edge: hashesIn(edge), at, entries: unpack(entries) };
};

const hashesIn = (bytes: Uint8Array): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    Buffer.from(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  );

/**
 * Appends changes to their tenant's log: those that are there already keep their place, the others follow in this order.
 * The only write is one conditional put at the log's end, so two appenders cannot both take it; the loser looks again.
 * @param leaves of one tenant, at least one
 * @returns every leaf with its place
 */
export const append = async (tenantId: string, leaves: readonly Leaf[]): Promise<Entry[]> => {
  for (;;) {
    const { end, found } = await lookBack(tenantId, leaves);
    const missing = leaves.filter((leaf) => !found.has(changeOf(leaf)));
    if (missing.length === 0 || (await putSegment(tenantId, end, distinct(missing), found)))
      return leaves.map((leaf) => entryAt(found.get(changeOf(leaf)) ?? -1, leaf));
  }
};

type End = Pick<Segment, "size" | "edge" | "at">;

/** The log's end, and the places of those changes that it holds already. An entry is not before the first segment whose `at` is older. */
const lookBack = async (
  tenantId: string,
  leaves: readonly Leaf[],
): Promise<{ end: End; found: Map<string, number> }> => {
  const wanted = new Set(leaves.map(changeOf));
  const oldest = leaves.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a < b ? a : b));
  const found = new Map<string, number>();
  let end: End | undefined;
  for await (const segment of segmentsBackwards(tenantId)) {
    end ??= segment;
    for (const { index, leaf } of entriesOf(segment)) if (wanted.has(changeOf(leaf))) found.set(changeOf(leaf), index);
    if (segment.at < oldest || found.size === wanted.size) break;
  }
  return { end: end ?? { size: 0, edge: [], at: "" }, found };
};

export const entriesOf = ({ start, entries }: Segment): { index: number; leaf: Leaf }[] =>
  entries.map((bytes, at) => ({ index: start + at, leaf: Leaf.parse(JSON.parse(bytes.toString())) }));

const distinct = (leaves: readonly Leaf[]): Leaf[] => [
  ...new Map(leaves.map((leaf) => [changeOf(leaf), leaf])).values(),
];

const putSegment = async (
  tenantId: string,
  end: End,
  leaves: readonly Leaf[],
  found: Map<string, number>,
): Promise<boolean> => {
  const entries = leaves.map((leaf) => Buffer.from(canonicalText(leaf)));
  const isPut = await putIfAbsent("AUDIT_TABLE", {
    ...segmentKey(tenantId, end.size),
    size: end.size + entries.length,
    edge: Buffer.concat(extend(end.edge, end.size, entries.map(leafHash))),
    at: leaves.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a > b ? a : b), end.at),
    entries: pack(entries),
  });
  if (isPut) for (const [at, leaf] of leaves.entries()) found.set(changeOf(leaf), end.size + at);
  return isPut;
};
