import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extendByHashes, leafHash, nodeHash, rootOf } from "../../shared/ledger/log/merkle.ts";
import { hashOfRange, type Subtree } from "../../shared/ledger/log/range.ts";
import { consistencyRanges, inclusionRanges, isConsistent, rootOfInclusion } from "../../shared/ledger/proof/proof.ts";

const leaf = (index: number) => leafHash(Buffer.from(String(index)));
const leaves = Array.from({ length: 300 }, (_, index) => leaf(index));
const rootAt = (size: number) => rootOf(extendByHashes([], 0, leaves.slice(0, size)));
const hashOf = ({ level, index }: Subtree): Buffer =>
  level === 0
    ? (leaves[index] ?? Buffer.alloc(32))
    : nodeHash(hashOf({ level: level - 1, index: 2 * index }), hashOf({ level: level - 1, index: 2 * index + 1 }));
const hashesOf = (ranges: ReturnType<typeof inclusionRanges>) => ranges.map((range) => hashOfRange(range, hashOf));

const aLogAndAnEntry = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const twoSizes = fc
  .tuple(fc.nat(leaves.length), fc.nat(leaves.length))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const flipped = (hash: Buffer, bit: number) => {
  const other = Buffer.from(hash);
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return other;
};

describe("a proof of inclusion", () => {
  test("leads from any entry to the root of any log that holds it", () => {
    fc.assert(
      fc.property(aLogAndAnEntry, ({ size, index }) => {
        const hashes = hashesOf(inclusionRanges(index, size));
        expect(rootOfInclusion(index, size, leaf(index), hashes)).toEqual(rootAt(size));
      }),
    );
  });

  test("leads elsewhere from another entry, at another place, in another log, or with one bit changed", () => {
    fc.assert(
      fc.property(aLogAndAnEntry, fc.nat(255), fc.nat(20), ({ size, index }, bit, which) => {
        fc.pre(size > 1);
        const hashes = hashesOf(inclusionRanges(index, size));
        const bent = hashes.map((hash, at) => (at === which % hashes.length ? flipped(hash, bit) : hash));
        const root = rootAt(size);
        expect(rootOfInclusion(index, size, leaf(index), bent)).not.toEqual(root);
        expect(rootOfInclusion(index, size, leaf(index + 1), hashes)).not.toEqual(root);
        expect(rootOfInclusion((index + 1) % size, size, leaf(index), hashes)).not.toEqual(root);
        expect(rootOfInclusion(index, size, leaf(index), hashes.slice(1))).toBeUndefined();
        expect(rootOfInclusion(size, size, leaf(index), hashes)).toBeUndefined();
      }),
    );
  });
});

describe("a proof of consistency", () => {
  test("holds between any two sizes of one log", () => {
    fc.assert(
      fc.property(twoSizes, ([from, to]) => {
        const hashes = hashesOf(consistencyRanges(from, to));
        expect(isConsistent({ size: from, root: rootAt(from) }, { size: to, root: rootAt(to) }, hashes)).toBe(true);
      }),
    );
  });

  test("does not hold for another root, or with one bit changed", () => {
    fc.assert(
      fc.property(twoSizes, fc.nat(255), fc.nat(20), ([from, to], bit, which) => {
        fc.pre(from > 0 && from < to);
        const hashes = hashesOf(consistencyRanges(from, to));
        const [before, after] = [
          { size: from, root: rootAt(from) },
          { size: to, root: rootAt(to) },
        ];
        const bent = hashes.map((hash, at) => (at === which % hashes.length ? flipped(hash, bit) : hash));
        expect(isConsistent({ ...before, root: flipped(before.root, bit) }, after, hashes)).toBe(false);
        expect(isConsistent(before, { ...after, root: flipped(after.root, bit) }, hashes)).toBe(false);
        expect(isConsistent(before, after, bent)).toBe(false);
        expect(isConsistent(before, after, hashes.slice(1))).toBe(false);
        expect(isConsistent(after, before, hashes)).toBe(false);
      }),
    );
  });
});
