import { hash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { type Unreadable, unreadable } from "./breach.ts";
import type { Leaf } from "./leaf.ts";

/** How many entries one index item speaks of. */
export const CHUNK = 1_024;

/** `from` and `to` are the earliest and the latest event of the chunk; `index` says which terms stand where. */
export type Chunk = { n: number; from: string; to: string; index: Buffer };

/** What entries are looked for by. */
export type Term = "subject" | "event" | "actor_id" | "digest";
const TERMS: readonly Term[] = ["subject", "event", "actor_id", "digest"];

/** Four bytes of a term's hash, and two of the entry's place in the chunk, sorted. */
const POSTING_BYTES = 6;

/**
 * The index of a full chunk: which terms stand at which places. Four bytes of a hash may be those of another term: whoever
 * looks up reads the entries and compares.
 */
export const indexOfChunk = (leaves: readonly Leaf[]): Buffer =>
  Buffer.concat(
    leaves
      .flatMap((leaf, place) =>
        TERMS.flatMap((term) => {
          const value = leaf[term];
          return value === undefined ? [] : [posting(term, value, place)];
        }),
      )
      .sort((a, b) => a.compare(b)),
  );

/** What an index item says. */
export const chunkIn = ({
  sk,
  ...item
}: {
  sk: string;
  from?: unknown;
  to?: unknown;
  index?: unknown;
}): Chunk | Unreadable => {
  const [, n] = (/^chunk#([0-9]{12})$/.exec(sk) ?? []).map(Number);
  if (n === undefined) return unreadable(0, `an index is kept under ${sk}, where none belongs`);
  const { from, to } = item;
  const index = inflated(item.index);
  if (typeof from !== "string" || typeof to !== "string" || !index || !isIndex(index))
    return unreadable(n * CHUNK, `the index of the entries from ${n * CHUNK} up to ${(n + 1) * CHUNK} cannot be read`);
  return { n, from, to, index };
};

const inflated = (bytes: unknown): Buffer | undefined => {
  try {
    return inflateRawSync(bytes as Uint8Array, { maxOutputLength: CHUNK * TERMS.length * POSTING_BYTES + 1 });
  } catch {
    return undefined;
  }
};

const isIndex = (index: Buffer): boolean => {
  if (index.length % POSTING_BYTES > 0) return false;
  for (let at = 0; at < index.length; at += POSTING_BYTES) if (index.readUInt16BE(at + 4) >= CHUNK) return false;
  return true;
};

/** The earliest and the latest event of a chunk. */
export const spanOf = (leaves: readonly Leaf[]): { from: string; to: string } => {
  const times = leaves.map(({ occurred_at }) => occurred_at).sort();
  return { from: times[0] ?? "", to: times.at(-1) ?? "" };
};

/** The places in a chunk where a term may stand. */
export const placesOf = (index: Buffer, term: Term, value: string): Set<number> => {
  const wanted = hashOf(term, value);
  const places = new Set<number>();
  for (let at = 0; at < index.length; at += POSTING_BYTES)
    if (index.readUInt32BE(at) === wanted) places.add(index.readUInt16BE(at + 4));
  return places;
};

const posting = (term: Term, value: string, place: number): Buffer => {
  const bytes = Buffer.alloc(POSTING_BYTES);
  bytes.writeUInt32BE(hashOf(term, value), 0);
  bytes.writeUInt16BE(place, 4);
  return bytes;
};

const hashOf = (term: Term, value: string): number => hash("sha256", `${term} ${value}`, "buffer").readUInt32BE(0);
