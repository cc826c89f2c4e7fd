import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pack, unpack } from "../../shared/ledger/log/entry-bundle.ts";
import { extend, leafHash, nodeHash, rootOf } from "../../shared/ledger/log/merkle.ts";

/** RFC 6962, section 2.1, word for word. */
const treeHash = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves;
  if (!only) return createHash("sha256").digest();
  if (leaves.length === 1) return leafHash(only);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
};

const leaves = fc.array(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  { maxLength: 70 },
);

describe("the log's hashes", () => {
  test("the root of nothing is the hash of nothing", () => {
    expect(rootOf([]).toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  test("the edge, however the leaves came in batches, gives the tree hash of RFC 6962", () => {
    fc.assert(
      fc.property(leaves, fc.array(fc.nat(70), { maxLength: 5 }), (entries, cuts) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, entries.length)).sort((a, b) => a - b), entries.length];
        let edge: readonly Buffer[] = [];
        for (const [at, start] of places.slice(0, -1).entries())
          edge = extend(edge, start, entries.slice(start, places[at + 1]));
        expect(rootOf(edge)).toEqual(treeHash(entries));
      }),
    );
  });

  test("entries come back from a segment as they went in", () => {
    fc.assert(
      fc.property(leaves, (entries) => {
        expect(unpack(pack(entries))).toEqual(entries);
      }),
    );
  });
});
