import { type Breach, isUnreadable, type Unreadable } from "./breach.ts";
import { CHUNK, type Chunk, indexOfChunk, spanOf } from "./chunk.ts";
import { type Entry, entryIn } from "./leaf.ts";
import { extend, rootOf, type Tree } from "./merkle.ts";
import { isNode } from "./node.ts";
import { hashOfRange, type Subtree } from "./range.ts";
import type { Segment } from "./segment.ts";

/** All that is kept of a log, each as it can be read. Whatever is no segment follows from the entries. */
export type Kept = {
  /** In the order of their keys. */
  segments: readonly (Segment | Unreadable)[];
  /** Hashes of full trees. */
  nodes: readonly (Tree | Unreadable)[];
  chunks: readonly (Chunk | Unreadable)[];
  strays: readonly Breach[];
};

/** A log as far as it holds together. */
export type CheckedLog = {
  size: number;
  /** The root of the log when it had so many entries, which it must have. */
  rootAt: (size: number) => Buffer;
  /** Where it is not what was written, the first position first. */
  breaches: Breach[];
  /** What follows from its entries and is not kept. */
  lacking: { nodes: Tree[]; chunks: number[] };
};

/** Makes a log again from its entries and holds all that is kept of it against that. */
export const checkLog = ({ segments, nodes, chunks, strays }: Kept): CheckedLog => {
  const log = replay(segments);
  const kept = new Set(nodes.flatMap((node) => (isUnreadable(node) ? [] : `${node.height} ${node.n}`)));
  const indexed = new Set(chunks.flatMap((chunk) => (isUnreadable(chunk) ? [] : chunk.n)));
  const full = Array.from({ length: Math.floor(log.size / CHUNK) }, (_, n) => n);
  return {
    size: log.size,
    rootAt: (size) => (size === 0 ? rootOf([]) : hashOfRange({ start: 0, end: size }, log.hashOf)),
    breaches: [
      ...(log.breach ? [log.breach] : []),
      ...nodes.flatMap((node) => (isUnreadable(node) ? node.unreadable : nodeBreach(log, node))),
      ...chunks.flatMap((chunk) => (isUnreadable(chunk) ? chunk.unreadable : chunkBreach(log, chunk))),
      ...strays,
    ].sort((a, b) => a.position - b.position),
    lacking: {
      nodes: log.trees.filter(({ height, n }) => !kept.has(`${height} ${n}`)),
      chunks: full.filter((n) => !indexed.has(n)),
    },
  };
};

type Log = {
  size: number;
  entries: Entry[];
  /** Those of which a hash is to be kept. */
  trees: Tree[];
  hashOf: (subtree: Subtree) => Buffer;
  breach: Breach | undefined;
};

/** Appends the segments once more, up to the first that is not what it was. */
const replay = (segments: readonly (Segment | Unreadable)[]): Log => {
  const hashes = new Map<string, Buffer>();
  const entries: Entry[] = [];
  const trees: Tree[] = [];
  let end = { size: 0, edge: [] as readonly Buffer[], at: "" };
  const log = (breach?: Breach): Log => ({
    size: end.size,
    entries,
    trees,
    hashOf: ({ level, index }) => hashes.get(`${level} ${index}`) ?? Buffer.alloc(0),
    breach,
  });
  for (const segment of segments) {
    if (isUnreadable(segment)) return log({ ...segment.unreadable, position: end.size });
    const { start, size, edge, at } = segment;
    if (start !== end.size)
      return log({ position: end.size, what: `the entries from ${end.size} up to ${start} are gone` });
    const made: Tree[] = [];
    const next = extend(end.edge, start, segment.entries, (tree) => made.push(tree));
    const read = segment.entries.map((bytes, offset) => entryIn(start + offset, bytes));
    const other = read.find(isUnreadable);
    if (other) return log(other.unreadable);
    const sound = read as Entry[];
    const latest = sound.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a > b ? a : b), end.at);
    if (!rootOf(edge).equals(rootOf(next)) || at !== latest)
      return log({ position: start, what: `the entries from ${start} up to ${size} are not what was appended` });
    for (const tree of made) hashes.set(`${tree.height} ${tree.n}`, tree.root);
    trees.push(...made.filter(isNode));
    entries.push(...sound);
    end = { size, edge, at };
  }
  return log();
};

const nodeBreach = ({ size, breach, hashOf }: Log, { height, n, root }: Tree): Breach[] => {
  const position = n * 2 ** height;
  // Behind the first breach nothing is certain, and so nothing is wrong.
  if (position + 2 ** height > size)
    return breach
      ? []
      : [{ position: size, what: `a hash is kept of ${2 ** height} entries that the log does not have` }];
  if (hashOf({ level: height, index: n }).equals(root)) return [];
  return [{ position, what: `the hash kept of the ${2 ** height} entries from here is not theirs` }];
};

const chunkBreach = ({ size, breach, entries }: Log, { n, from, to, index }: Chunk): Breach[] => {
  const [position, end] = [n * CHUNK, (n + 1) * CHUNK];
  if (end > size)
    return breach
      ? []
      : [{ position: size, what: `an index is kept of the entries up to ${end}, which the log does not have` }];
  const indexed = entries.slice(position, end);
  const span = spanOf(indexed);
  if (indexOfChunk(indexed).equals(index) && span.from === from && span.to === to) return [];
  return [{ position, what: `the index of the entries from ${position} up to ${end} is not theirs` }];
};
