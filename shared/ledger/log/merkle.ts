import { hash } from "node:crypto";

export const HASH_BYTES = 32;

/**
 * The hashes of RFC 6962, section 2.1. An edge is what a log has to remember of itself: the roots of the full trees that
 * its size is the sum of, largest first.
 */
export type Edge = readonly Buffer[];

/** A full tree of 2^height entries, the n-th of its height. */
export type Tree = { height: number; n: number; root: Buffer };

// Inside, a hash is the latin1 text of its bytes: Node makes and takes those two to three times faster than buffers.
type Text = string;
const textOf = (bytes: Buffer): Text => bytes.toString("latin1");
const bytesOf = (text: Text): Buffer => Buffer.from(text, "latin1");
const sha256 = (bytes: Uint8Array): Text => hash("sha256", bytes, "binary");

/** The length of an entry stands before it in two bytes. */
export const MOST_ENTRY_BYTES = 65_535;
const leafRoom = Buffer.alloc(1 + MOST_ENTRY_BYTES);
const nodeRoom = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

const leafText = (entry: Uint8Array): Text => {
  if (entry.length > MOST_ENTRY_BYTES) throw new RangeError(`An entry has at most ${MOST_ENTRY_BYTES} bytes`);
  leafRoom.set(entry, 1);
  return sha256(leafRoom.subarray(0, 1 + entry.length));
};

const nodeText = (left: Text, right: Text): Text => {
  nodeRoom.write(left, 1, "latin1");
  nodeRoom.write(right, 1 + HASH_BYTES, "latin1");
  return sha256(nodeRoom);
};

export const leafHash = (entry: Uint8Array): Buffer => bytesOf(leafText(entry));
export const nodeHash = (left: Buffer, right: Buffer): Buffer => bytesOf(nodeText(textOf(left), textOf(right)));

type OnTree = (tree: Tree) => void;

/** The edge of a log of `size` entries after these. `onTree` is told of every full tree that they complete, leaves too. */
export const extend = (edge: Edge, size: number, entries: Iterable<Uint8Array>, onTree?: OnTree): Edge =>
  grow(edge, size, entries, leafText, onTree);

/** Like `extend`, from the hashes of the entries. */
export const extendByHashes = (edge: Edge, size: number, leaves: Iterable<Buffer>): Edge =>
  grow(edge, size, leaves, textOf);

const grow = <Each>(
  edge: Edge,
  size: number,
  added: Iterable<Each>,
  leafOf: (each: Each) => Text,
  onTree?: OnTree,
): Edge => {
  const roots = edge.map(textOf);
  let trees = size;
  for (const each of added) {
    let root = leafOf(each);
    let n = trees;
    onTree?.({ height: 0, n, root: bytesOf(root) });
    for (let height = 1; n % 2 === 1; height += 1) {
      n = (n - 1) / 2;
      root = nodeText(roots.pop() ?? root, root);
      onTree?.({ height, n, root: bytesOf(root) });
    }
    roots.push(root);
    trees += 1;
  }
  return roots.map(bytesOf);
};

/** The root of the whole log: of no entries, the hash of nothing. */
export const rootOf = (edge: Edge): Buffer =>
  edge.length === 0 ? bytesOf(sha256(new Uint8Array())) : edge.reduceRight((right, left) => nodeHash(left, right));
