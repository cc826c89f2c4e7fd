import { type Unreadable, unreadable } from "./breach.ts";
import { HASH_BYTES, type Tree } from "./merkle.ts";

/**
 * Of which full trees the hash is kept: from 256 entries up, at every fourth height. A proof then reads at most 15 of each
 * height, and one hash in 240 entries is written.
 */
export const LOWEST_NODE = 8;
const STEP = 4;

export const isNode = ({ height }: { height: number }): boolean => height >= LOWEST_NODE && height % STEP === 0;

/** The height of the kept trees, or of the entries, that a tree of this height is the sum of. */
export const baseOf = (height: number): number => (height < LOWEST_NODE ? 0 : height - (height % STEP));

/** The height of what a kept tree is made again from when it is missing. */
export const heightBelow = (height: number): number => (height === LOWEST_NODE ? 0 : height - STEP);

/** The tree whose hash an item keeps. */
export const nodeIn = ({ sk, hash }: { sk: string; hash?: unknown }): Tree | Unreadable => {
  const [, height, n] = (/^node#([0-9]{2})#([0-9]{12})$/.exec(sk) ?? []).map(Number);
  if (height === undefined || n === undefined || !isNode({ height }))
    return unreadable(0, `a hash is kept under ${sk}, where none belongs`);
  if (!(hash instanceof Uint8Array) || hash.length !== HASH_BYTES)
    return unreadable(n * 2 ** height, `the hash kept of the ${2 ** height} entries from here cannot be read`);
  return { height, n, root: Buffer.from(hash) };
};
