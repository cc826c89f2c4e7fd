import { CHUNK, indexOfChunk, spanOf } from "../log/chunk.ts";
import { type Leaf, leafIn } from "../log/leaf.ts";
import { extend, rootOf, type Tree } from "../log/merkle.ts";
import { hashOfRange, type Subtree } from "../proof/proof.ts";
import type { Segment } from "../log/segment.ts";

/** Where a log stops being what it should be: the first entry that is not certain any more, and what is wrong there. */
export type Breach = { position: number; what: string };

/** What is kept of a log beside its segments; all of it follows from the entries. */
export type Kept = {
  /** Hashes of full trees. */
  nodes: readonly { height: number; n: number; hash: Buffer }[];
  chunks: readonly { n: number; from: string; to: string; index: Buffer }[];
  /** Checkpoints that were signed, their roots in base64, and whether the signature holds. */
  checkpoints: readonly { size: number; root: string; isSigned: boolean }[];
};

/**
 * Makes a log again from its entries and holds all that is kept of it against that.
 * @param segments in the order of their keys
 * @returns every breach found, the first position first
 */
export const checkLog = (segments: readonly Segment[], { nodes, chunks, checkpoints }: Kept): Breach[] => {
  const { log, breach } = replay(segments);
  if (breach) return [breach];
  return [
    ...nodes.flatMap((node) => nodeBreach(log, node)),
    ...chunks.flatMap((chunk) => chunkBreach(log, chunk)),
    ...checkpoints.flatMap((checkpoint) => checkpointBreach(log, checkpoint)),
  ].sort((a, b) => a.position - b.position);
};

/** A log as far as its segments hold together. */
type Log = { size: number; leaves: Leaf[]; hashOf: (subtree: Subtree) => Buffer };

/** Appends the segments once more, up to the first that is not what it was. */
const replay = (segments: readonly Segment[]): { log: Log; breach: Breach | undefined } => {
  const hashes = new Map<string, Buffer>();
  const leaves: Leaf[] = [];
  let end = { size: 0, edge: [] as readonly Buffer[], at: "" };
  const log = (): Log => ({
    size: end.size,
    leaves,
    hashOf: ({ level, index }) => hashes.get(`${level} ${index}`) ?? Buffer.alloc(0),
  });
  for (const { start, size, edge, at, entries } of segments) {
    if (start !== end.size)
      return {
        log: log(),
        breach: { position: end.size, what: `the entries from ${end.size} up to ${start} are gone` },
      };
    const trees: Tree[] = [];
    const next = extend(end.edge, start, entries, (tree) => trees.push(tree));
    const read = entries.flatMap(readable);
    const latest = read.map(({ occurred_at }) => occurred_at).reduce((a, b) => (a > b ? a : b), end.at);
    const isWhole = size === start + entries.length && rootOf(edge).equals(rootOf(next)) && at === latest;
    if (!isWhole || read.length < entries.length)
      return {
        log: log(),
        breach: { position: start, what: `the entries from ${start} up to ${size} are not what was appended` },
      };
    for (const { height, n, root } of trees) hashes.set(`${height} ${n}`, root);
    leaves.push(...read);
    end = { size, edge, at };
  }
  return { log: log(), breach: undefined };
};

const readable = (entry: Buffer): Leaf[] => {
  try {
    return [leafIn(entry)];
  } catch {
    return [];
  }
};

const nodeBreach = ({ size, hashOf }: Log, { height, n, hash }: Kept["nodes"][number]): Breach[] => {
  const position = n * 2 ** height;
  if (position + 2 ** height > size)
    return [{ position: size, what: `a hash is kept of ${2 ** height} entries that the log does not have` }];
  if (hashOf({ level: height, index: n }).equals(hash)) return [];
  return [{ position, what: `the hash kept of the ${2 ** height} entries from here is not theirs` }];
};

const chunkBreach = ({ size, leaves }: Log, { n, from, to, index }: Kept["chunks"][number]): Breach[] => {
  const [position, end] = [n * CHUNK, (n + 1) * CHUNK];
  if (end > size)
    return [{ position: size, what: `an index is kept of the entries up to ${end}, which the log does not have` }];
  const indexed = leaves.slice(position, end);
  const span = spanOf(indexed);
  if (indexOfChunk(indexed).equals(index) && span.from === from && span.to === to) return [];
  return [{ position, what: `the index of the entries from ${position} up to ${end} is not theirs` }];
};

const checkpointBreach = (log: Log, { size, root, isSigned }: Kept["checkpoints"][number]): Breach[] => {
  if (!isSigned) return [{ position: size, what: `the checkpoint of ${size} entries is not what was signed` }];
  if (size > log.size)
    return [{ position: log.size, what: `the log had ${size} entries when its checkpoint was signed` }];
  const found = size === 0 ? rootOf([]) : hashOfRange({ start: 0, end: size }, log.hashOf);
  if (found.toString("base64") === root) return [];
  return [{ position: 0, what: `the first ${size} entries are not those that were signed` }];
};
