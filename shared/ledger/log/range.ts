import { nodeHash } from "./merkle.ts";

/** The entries from `start` up to `end`, whose tree hash a proof holds. */
export type Range = { start: number; end: number };

/** A full subtree: the 2^level entries from index · 2^level. */
export type Subtree = { level: number; index: number };

/** The full subtrees that a range is the sum of, left to right. `start` is a multiple of the largest of them. */
export const subtreesOf = ({ start, end }: Range): Subtree[] => {
  const found: Subtree[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
};

/** The tree hash of a range, from the hashes of its full subtrees. */
export const hashOfRange = (range: Range, hashOf: (subtree: Subtree) => Buffer): Buffer =>
  subtreesOf(range)
    .map(hashOf)
    .reduceRight((right, left) => nodeHash(left, right));
