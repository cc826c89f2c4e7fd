import { createHash } from "node:crypto";

export const HASH_BYTES = 32;

/**
 * The hashes of RFC 6962, section 2.1. An edge is what a log has to remember of itself: the roots of the full trees that
 * its size is the sum of, largest first.
 */
export type Edge = readonly Buffer[];

export const leafHash = (entry: Uint8Array): Buffer => createHash("sha256").update("\x00").update(entry).digest();

export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash("sha256").update("\x01").update(left).update(right).digest();

/** A full tree of 2^height entries, the n-th of its height. */
export type Tree = { height: number; n: number; root: Buffer };

/** The edge of a log of `size` entries after `leaves` more, and the full trees that they completed. */
export const extend = (edge: Edge, size: number, leaves: readonly Buffer[]): { edge: Edge; completed: Tree[] } => {
  const roots = [...edge];
  const completed: Tree[] = [];
  for (const [offset, leaf] of leaves.entries()) {
    let root = leaf;
    let trees = size + offset;
    for (let height = 1; trees % 2 === 1; height += 1) {
      trees = (trees - 1) / 2;
      root = nodeHash(roots.pop() ?? leaf, root);
      completed.push({ height, n: trees, root });
    }
    roots.push(root);
  }
  return { edge: roots, completed };
};

/** The root of the whole log: of no entries, the hash of nothing. */
export const rootOf = (edge: Edge): Buffer =>
  edge.length === 0 ? createHash("sha256").digest() : edge.reduceRight((right, left) => nodeHash(left, right));
