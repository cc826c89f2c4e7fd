import { canonicalText } from "../kernel/canonical.ts";
import { nodeKey } from "./keys.ts";
import { changeOf, type Entry, entryAt, type Leaf } from "./leaf.ts";
import { extend, leafHash, type Tree } from "./merkle.ts";
import { entriesOf, itemOf, type Segment } from "./segment.ts";
import { segmentsBackwards } from "./segment-repository.ts";
import { putIfAbsent } from "./table.ts";

/**
 * Appends changes to their tenant's log: those that are there already keep their place, the others follow in this order.
 * The only write that counts is one conditional put at the log's end, so two appenders cannot both take it; the loser looks
 * again.
 * @param leaves of one tenant, at least one
 * @returns every leaf with its place
 */
export const append = async (tenantId: string, leaves: readonly Leaf[]): Promise<Entry[]> => {
  for (;;) {
    const { end, found } = await lookBack(tenantId, leaves);
    const missing = distinct(leaves.filter((leaf) => !found.has(changeOf(leaf))));
    if (missing.length > 0) {
      const { segment, completed } = segmentAfter(end, missing);
      if (!(await putIfAbsent("AUDIT_TABLE", itemOf(tenantId, segment)))) continue;
      for (const { index, leaf } of entriesOf(segment)) found.set(changeOf(leaf), index);
      await keepNodes(tenantId, completed);
    }
    return leaves.map((leaf) => entryAt(found.get(changeOf(leaf)) ?? -1, leaf));
  }
};

type End = Pick<Segment, "size" | "edge" | "at">;

/**
 * The log's end, and the places of those changes that it holds already. No entry is older than `at` of the segment before
 * its own, so the way back ends at the first segment whose `at` is older than the oldest change.
 */
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

const distinct = (leaves: readonly Leaf[]): Leaf[] => [
  ...new Map(leaves.map((leaf) => [changeOf(leaf), leaf])).values(),
];

const segmentAfter = (end: End, leaves: readonly Leaf[]): { segment: Segment; completed: Tree[] } => {
  const entries = leaves.map((leaf) => Buffer.from(canonicalText(leaf)));
  const { edge, completed } = extend(end.edge, end.size, entries.map(leafHash));
  const at = leaves.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a > b ? a : b), end.at);
  return { segment: { start: end.size, size: end.size + entries.length, edge, at, entries }, completed };
};

const TILE_HEIGHT = 8;

/** Hashes of full tiles, for the proofs to come. They follow from the entries: a reader who misses one makes it again. */
const keepNodes = async (tenantId: string, completed: readonly Tree[]): Promise<void> => {
  const nodes = completed.filter(({ height }) => height % TILE_HEIGHT === 0);
  await Promise.all(
    nodes.map(({ height, n, root }) =>
      putIfAbsent("AUDIT_TABLE", { ...nodeKey(tenantId, height / TILE_HEIGHT, n), hash: root }),
    ),
  );
};
