import { logPartition, nodeKey } from "./keys.ts";
import { extend, leafHash, rootOf } from "./merkle.ts";
import { hashOfRange, type Range, type Subtree, subtreesOf } from "./proof.ts";
import { entryBytes } from "./segment-repository.ts";
import { query } from "./table.ts";

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/**
 * The hashes of a tile (C2SP tlog-tiles): at level 0 those of entries, above it those of full tiles of the level below.
 * @param width how many are wanted, at most 256
 * @returns as many as the log has of them
 */
export const tileHashes = async (tenantId: string, level: number, n: number, width: number): Promise<Buffer[]> => {
  const start = n * TILE_WIDTH;
  if (level === 0) return (await entryBytes(tenantId, start, start + width)).map(leafHash);
  const items = await query("AUDIT_TABLE", logPartition(tenantId), {
    first: nodeKey(tenantId, level, start).sk,
    last: nodeKey(tenantId, level, start + width - 1).sk,
  });
  const kept = new Map(items.map(({ sk, hash }) => [sk, Buffer.from(hash as Uint8Array)]));
  const hashes: Buffer[] = [];
  for (let at = start; at < start + width; at += 1) {
    const hash = kept.get(nodeKey(tenantId, level, at).sk) ?? (await hashOfTile(tenantId, level - 1, at));
    if (!hash) break;
    hashes.push(hash);
  }
  return hashes;
};

/** Made again from what is below it; undefined if the tile is not full. */
const hashOfTile = async (tenantId: string, level: number, n: number): Promise<Buffer | undefined> => {
  const hashes = await tileHashes(tenantId, level, n, TILE_WIDTH);
  return hashes.length < TILE_WIDTH ? undefined : rootOf(extend([], 0, hashes).edge);
};

/** The hashes of these ranges of the log, in their order: every tile that they need is read at once. */
export const hashesOfRanges = async (tenantId: string, ranges: readonly Range[]): Promise<Buffer[]> => {
  const needed = new Map<string, { level: number; n: number; width: number }>();
  for (const { level, n, end } of ranges.flatMap(subtreesOf).map(placeOf)) {
    const known = needed.get(`${level} ${n}`);
    needed.set(`${level} ${n}`, { level, n, width: Math.max(end, known?.width ?? 0) });
  }
  const tiles = new Map<string, Buffer[]>();
  await Promise.all(
    [...needed].map(async ([key, { level, n, width }]) => tiles.set(key, await tileHashes(tenantId, level, n, width))),
  );
  const hashOf = (subtree: Subtree): Buffer => {
    const { level, n, start, end } = placeOf(subtree);
    const hashes = tiles.get(`${level} ${n}`)?.slice(start, end) ?? [];
    if (hashes.length < end - start) throw new RangeError("The log does not have these entries");
    return rootOf(extend([], 0, hashes).edge);
  };
  return ranges.map((range) => hashOfRange(range, hashOf));
};

/** Where the hashes below a full subtree stand: the tile, and from where to where in it. */
const placeOf = ({ level, index }: Subtree): { level: number; n: number; start: number; end: number } => {
  const below = 2 ** (level % TILE_HEIGHT);
  const first = index * below;
  const n = Math.floor(first / TILE_WIDTH);
  const start = first - n * TILE_WIDTH;
  return { level: Math.floor(level / TILE_HEIGHT), n, start, end: start + below };
};
