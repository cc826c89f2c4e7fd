import { canonicalText } from "../../kernel/canonical.ts";
import { indexChunks } from "./chunk-repository.ts";
import { changeOf, type Entry, entryAt, type Leaf } from "./leaf.ts";
import { extend, type Tree } from "./merkle.ts";
import { keepNodes } from "./node-repository.ts";
import { isNode } from "./node.ts";
import { itemOf, type Segment } from "./segment.ts";
import { entriesOf, segmentsBackwards } from "./segment-repository.ts";
import { putIfAbsent } from "../table.ts";

/** What became of leaves: the log's entries for them, how many are new, and those that the log holds with other bytes. */
export type Appended = { entries: Entry[]; added: number; altered: Leaf[] };

/**
 * Appends changes to their tenant's log: those that are there already keep their place, the others follow in this order.
 * The only write that counts is one conditional put at the log's end, so two appenders cannot both take it; the loser looks
 * again. A change that is there with other bytes stays as it was first.
 * @param leaves of one tenant, at least one
 * @throws Problem LOG_INCONSISTENT when the log's end is not what was written
 */
export const append = async (tenantId: string, leaves: readonly Leaf[]): Promise<Appended> => {
  for (let added = 0; ;) {
    const { end, found } = await lookBack(tenantId, leaves);
    const missing = distinct(leaves.filter((leaf) => !found.has(changeOf(leaf))));
    const next = fitting(missing);
    if (next.length > 0) {
      const { segment, nodes } = segmentAfter(end, next);
      if (!(await putIfAbsent("AUDIT_TABLE", itemOf(tenantId, segment)))) continue;
      added += next.length;
      for (const [at, { leaf }] of next.entries()) found.set(changeOf(leaf), entryAt(end.size + at, leaf));
      await Promise.all([keepNodes(tenantId, nodes), indexChunks(tenantId, end.size, segment.size)]);
    }
    if (next.length === missing.length) return appended(leaves, found, added);
  }
};

const appended = (leaves: readonly Leaf[], found: Map<string, Entry>, added: number): Appended => {
  const pairs = leaves.flatMap((leaf) => {
    const entry = found.get(changeOf(leaf));
    return entry ? [{ leaf, entry }] : [];
  });
  return {
    entries: pairs.map(({ entry }) => entry),
    added,
    altered: pairs.filter(({ leaf, entry }) => leaf.digest_new !== entry.digest_new).map(({ leaf }) => leaf),
  };
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
    for (const entry of entriesOf(tenantId, segment))
      if (wanted.has(changeOf(entry))) found.set(changeOf(entry), entry);
    if (segment.at < oldest || found.size === wanted.size) break;
  }
  return { end: end ?? { size: 0, edge: [], at: "" }, found };
};

/** Of several leaves for one change the first stays. */
const distinct = (leaves: readonly Leaf[]): Leaf[] =>
  [...Map.groupBy(leaves, changeOf).values()].flatMap(([first]) => first ?? []);

/** An item holds 400 KB. Entries are counted as if they did not deflate at all. */
const MOST_BYTES = 350_000;

type Written = { leaf: Leaf; bytes: Buffer };

/** The first of these leaves, as many as one segment takes. */
const fitting = (leaves: readonly Leaf[]): Written[] => {
  const fit: Written[] = [];
  let room = MOST_BYTES;
  for (const leaf of leaves) {
    const bytes = Buffer.from(canonicalText(leaf));
    room -= bytes.length + 2;
    if (room < 0) break;
    fit.push({ leaf, bytes });
  }
  return fit;
};

const segmentAfter = (end: End, written: readonly Written[]): { segment: Segment; nodes: Tree[] } => {
  const entries = written.map(({ bytes }) => bytes);
  const nodes: Tree[] = [];
  const edge = extend(end.edge, end.size, entries, (tree) => isNode(tree) && nodes.push(tree));
  const at = written.map(({ leaf }) => leaf.occurred_at).reduce((a, b) => (a > b ? a : b), end.at);
  return { segment: { start: end.size, size: end.size + entries.length, edge, at, entries }, nodes };
};
