import { canonicalText } from "../../kernel/canonical.ts";
import { indexChunks } from "./chunk-repository.ts";
import { nodeKey } from "../keys.ts";
import { changeOf, type Entry, entryAt, type Leaf } from "./leaf.ts";
import { extend, type Tree } from "./merkle.ts";
import { isNode } from "./node.ts";
import { entriesOf, itemOf, type Segment } from "./segment.ts";
import { segmentsBackwards } from "./segment-repository.ts";
import { putIfAbsent } from "../table.ts";

/** What became of leaves: the log's entries for them, how many are new, and those that the log holds with other bytes. */
export type Appended = { entries: Entry[]; added: number; altered: Leaf[] };

/**
 * Appends changes to their tenant's log: those that are there already keep their place, the others follow in this order.
 * The only write that counts is one conditional put at the log's end, so two appenders cannot both take it; the loser looks
 * again. A change that is there with other bytes stays as it was first.
 * @param leaves of one tenant, at least one
 */
export const append = async (tenantId: string, leaves: readonly Leaf[]): Promise<Appended> => {
  for (;;) {
    const { end, found } = await lookBack(tenantId, leaves);
    const missing = distinct(leaves.filter((leaf) => !found.has(changeOf(leaf))));
    const { segment, nodes } = segmentAfter(end, missing);
    if (missing.length > 0) {
      if (!(await putIfAbsent("AUDIT_TABLE", itemOf(tenantId, segment)))) continue;
      for (const { index, leaf } of entriesOf(segment)) found.set(changeOf(leaf), entryAt(index, leaf));
      await Promise.all([keepNodes(tenantId, nodes), indexChunks(tenantId, end.size, segment.size)]);
    }
    const pairs = leaves.flatMap((leaf) => {
      const entry = found.get(changeOf(leaf));
      return entry ? [{ leaf, entry }] : [];
    });
    return {
      entries: pairs.map(({ entry }) => entry),
      added: missing.length,
      altered: pairs.filter(({ leaf, entry }) => leaf.digest_new !== entry.digest_new).map(({ leaf }) => leaf),
    };
  }
};

type End = Pick<Segment, "size" | "edge" | "at">;

/**
 * The log's end, and the places of those changes that it holds already. No entry up to a segment is newer than its `at`, so
 * the way back ends at the first segment whose `at` is older than the oldest change.
 */
const lookBack = async (
  tenantId: string,
  leaves: readonly Leaf[],
): Promise<{ end: End; found: Map<string, Entry> }> => {
  const wanted = new Set(leaves.map(changeOf));
  const oldest = leaves.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a < b ? a : b));
  const found = new Map<string, Entry>();
  let end: End | undefined;
  for await (const segment of segmentsBackwards(tenantId)) {
    end ??= segment;
    for (const { index, leaf } of entriesOf(segment))
      if (wanted.has(changeOf(leaf))) found.set(changeOf(leaf), entryAt(index, leaf));
    if (segment.at < oldest || found.size === wanted.size) break;
  }
  return { end: end ?? { size: 0, edge: [], at: "" }, found };
};

/** Of several leaves for one change the first stays. */
const distinct = (leaves: readonly Leaf[]): Leaf[] =>
  [...Map.groupBy(leaves, changeOf).values()].flatMap(([first]) => first ?? []);

const segmentAfter = (end: End, leaves: readonly Leaf[]): { segment: Segment; nodes: Tree[] } => {
  const entries = leaves.map((leaf) => Buffer.from(canonicalText(leaf)));
  const nodes: Tree[] = [];
  const edge = extend(end.edge, end.size, entries, (tree) => isNode(tree) && nodes.push(tree));
  const at = leaves.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a > b ? a : b), end.at);
  return { segment: { start: end.size, size: end.size + entries.length, edge, at, entries }, nodes };
};

/** Hashes of full trees, for the proofs to come. They follow from the entries: a reader who misses one makes it again. */
const keepNodes = async (tenantId: string, nodes: readonly Tree[]): Promise<void> => {
  await Promise.all(
    nodes.map(({ height, n, root }) => putIfAbsent("AUDIT_TABLE", { ...nodeKey(tenantId, height, n), hash: root })),
  );
};
