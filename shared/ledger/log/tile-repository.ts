import { inconsistent, sound } from "./breach.ts";
import { logPartition, nodeKey } from "../keys.ts";
import { extendByHashes, leafHash, rootOf } from "./merkle.ts";
import { baseOf, heightBelow, nodeIn } from "./node.ts";
import { hashOfRange, type Range, type Subtree, subtreesOf } from "./range.ts";
import { entryBytes, headOfLog } from "./segment-repository.ts";
import { query } from "../table.ts";

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/**
 * The hashes of a tile (C2SP tlog-tiles): at level 0 those of entries, above it those of full tiles of the level below.
 * @param width how many are wanted, at most 256
 * @returns as many as the log has of them
 */
export const tileHashes = async (tenantId: string, level: number, n: number, width: number): Promise<Buffer[]> => {
  const start = n * TILE_WIDTH;
  if (level === 0) return treeHashes(tenantId, 0, start, start + width);
  // A node that the log is too short for was not made by it.
  const { size } = await headOfLog(tenantId);
  const end = Math.min(start + width, Math.floor(size / 2 ** (level * TILE_HEIGHT)));
  return end > start ? treeHashes(tenantId, level * TILE_HEIGHT, start, end) : [];
};

/** The hashes of the full trees of a kept height from `start` up to `end`, as far as the log has them. */
const treeHashes = async (tenantId: string, height: number, start: number, end: number): Promise<Buffer[]> => {
  if (height === 0) return (await entryBytes(tenantId, start, end)).map(leafHash);
  const items = await query("AUDIT_TABLE", logPartition(tenantId), {
    first: nodeKey(tenantId, height, start).sk,
    last: nodeKey(tenantId, height, end - 1).sk,
  });
  const kept = new Map(items.map((item) => sound(tenantId, nodeIn(item))).map(({ n, root }) => [n, root]));
  const hashes: Buffer[] = [];
  for (let n = start; n < end; n += 1) {
    const hash = kept.get(n) ?? (await treeHash(tenantId, height, n));
    if (!hash) break;
    hashes.push(hash);
  }
  return hashes;
};

/** Made again from what is below it; undefined if the tree is not full. */
const treeHash = async (tenantId: string, height: number, n: number): Promise<Buffer | undefined> => {
  const below = heightBelow(height);
  const parts = 2 ** (height - below);
  const hashes = await treeHashes(tenantId, below, n * parts, (n + 1) * parts);
  return hashes.length < parts ? undefined : rootOf(extendByHashes([], 0, hashes));
};

/** How far apart hashes may lie that one query reads. */
const REACH = TILE_WIDTH;

/** The hashes of these ranges of the log, in their order: all that they need is read at once. */
export const hashesOfRanges = async (tenantId: string, ranges: readonly Range[]): Promise<Buffer[]> => {
  const places = ranges.flatMap(subtreesOf).map(placeOf);
  const spans = Map.groupBy(places, ({ height, start }) => `${height} ${Math.floor(start / REACH)}`);
  const known = new Map<string, Buffer>();
  await Promise.all(
    [...spans.values()].map(async (span) => {
      const { height } = span[0] ?? { height: 0 };
      const start = Math.min(...span.map((place) => place.start));
      const end = Math.max(...span.map((place) => place.end));
      for (const [offset, hash] of (await treeHashes(tenantId, height, start, end)).entries())
        known.set(`${height} ${start + offset}`, hash);
    }),
  );
  const hashOf = (subtree: Subtree): Buffer => {
    const { height, start, end } = placeOf(subtree);
    const hashes = Array.from({ length: end - start }, (_, offset) => {
      const hash = known.get(`${height} ${start + offset}`);
      const position = (start + offset) * 2 ** height;
      if (!hash) throw inconsistent(tenantId, { position, what: "entries are gone that the log should have" });
      return hash;
    });
    return rootOf(extendByHashes([], 0, hashes));
  };
  return ranges.map((range) => hashOfRange(range, hashOf));
};

/** The root of the log when it had `size` entries. */
export const rootAt = async (tenantId: string, size: number): Promise<Buffer> => {
  const [root = rootOf([])] = size === 0 ? [] : await hashesOfRanges(tenantId, [{ start: 0, end: size }]);
  return root;
};

/** The kept hashes that a full subtree is the sum of. */
const placeOf = ({ level, index }: Subtree): { height: number; start: number; end: number } => {
  const height = baseOf(level);
  const parts = 2 ** (level - height);
  return { height, start: index * parts, end: (index + 1) * parts };
};
