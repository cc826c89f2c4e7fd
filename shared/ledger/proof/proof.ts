import { nodeHash, rootOf } from "../log/merkle.ts";
import type { Range } from "../log/range.ts";

/** The largest power of two below `n`, for n > 1: where RFC 6962 splits a tree. */
const split = (n: number): number => {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
};

/** The ranges whose hashes prove that entry `index` is in a log of `size` entries (RFC 6962, 2.1.1), in their order. */
export const inclusionRanges = (index: number, size: number): Range[] => {
  const path = (start: number, end: number): Range[] => {
    if (end - start === 1) return [];
    const middle = start + split(end - start);
    return index < middle
      ? [...path(start, middle), { start: middle, end }]
      : [...path(middle, end), { start, end: middle }];
  };
  return path(0, size);
};

/** The ranges whose hashes prove that a log of `from` entries is the beginning of one of `to` (RFC 6962, 2.1.2). */
export const consistencyRanges = (from: number, to: number): Range[] => {
  const subproof = (start: number, end: number, isWhole: boolean): Range[] => {
    if (from === end) return isWhole ? [] : [{ start, end }];
    const middle = start + split(end - start);
    return from <= middle
      ? [...subproof(start, middle, isWhole), { start: middle, end }]
      : [...subproof(middle, end, false), { start, end: middle }];
  };
  return from === 0 || from === to ? [] : subproof(0, to, true);
};

/** The root that an inclusion proof leads to; undefined if the proof has another length than its index and size ask for. */
export const rootOfInclusion = (
  index: number,
  size: number,
  leaf: Buffer,
  hashes: readonly Buffer[],
): Buffer | undefined => {
  if (index < 0 || index >= size) return undefined;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== hashes.length) return undefined;
  return ranges.reduce(
    (root, { end }, at) => (end <= index ? nodeHash(hashes[at] ?? root, root) : nodeHash(root, hashes[at] ?? root)),
    leaf,
  );
};

/**
 * Whether the hashes prove that the log with root `fromRoot` is the beginning of the one with `toRoot`: put together they
 * must give both.
 */
export const isConsistent = (
  { size: from, root: fromRoot }: { size: number; root: Buffer },
  { size: to, root: toRoot }: { size: number; root: Buffer },
  hashes: readonly Buffer[],
): boolean => {
  if (from > to) return false;
  if (from === to) return hashes.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return hashes.length === 0 && fromRoot.equals(rootOf([]));
  const ranges = consistencyRanges(from, to);
  if (ranges.length !== hashes.length) return false;
  // Where the smaller log is one full tree on the left edge, its root is not sent along: the caller has it.
  const known = ranges.map((range, at) => ({ ...range, hash: hashes[at] ?? fromRoot }));
  if (!known.some(({ start }) => start === 0)) known.push({ start: 0, end: from, hash: fromRoot });
  known.sort((a, b) => a.start - b.start);
  return fold(known.filter(({ end }) => end <= from)).equals(fromRoot) && foldTree(known, 0, to).equals(toRoot);
};

type Known = Range & { hash: Buffer };

const fold = (known: readonly Known[]): Buffer =>
  known.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));

/** The tree hash of a range, put together as RFC 6962 splits it. */
const foldTree = (known: readonly Known[], start: number, end: number): Buffer => {
  const whole = known.find((each) => each.start === start && each.end === end);
  if (whole) return whole.hash;
  if (end - start < 2) throw new RangeError("The ranges do not cover the log");
  const middle = start + split(end - start);
  return nodeHash(foldTree(known, start, middle), foldTree(known, middle, end));
};
