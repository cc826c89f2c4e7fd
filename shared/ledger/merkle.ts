import { createHash } from "node:crypto";

/**
 * The hashes of RFC 6962, section 2.1. An edge is what a log has to remember of itself: the roots of the full trees that
 * its size is the sum of, largest first.
 */
export type Edge = readonly Buffer[];

export const leafHash = (entry: Uint8Array): Buffer => createHash("sha256").update("\x00").update(entry).digest();

export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash("sha256").update("\x01").update(left).update(right).digest();

/** The edge of a log of `size` entries after `leaves` more. */
export const extend = (edge: Edge, size: number, leaves: readonly Buffer[]): Edge => {
  const roots = [...edge];
  for (const [offset, leaf] of leaves.entries()) {
    let root = leaf;
    for (let trees = size + offset; trees % 2 === 1; trees = (trees - 1) / 2)
      root = nodeHash(roots.pop() ?? leaf, root);
    roots.push(root);
  }
  return roots;
};

/** The root of the whole log: of no entries, the hash of nothing. */
export const rootOf = (edge: Edge): Buffer =>
  edge.length === 0 ? createHash("sha256").digest() : edge.reduceRight((right, left) => nodeHash(left, right));
