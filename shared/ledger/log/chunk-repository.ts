import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as z from "zod/mini";
import { CHUNK, indexOfChunk, spanOf } from "./chunk.ts";
import { chunkKey, logPartition } from "../keys.ts";
import { leafIn } from "./leaf.ts";
import { entryBytes } from "./segment-repository.ts";
import { putIfAbsent, query } from "../table.ts";

/** `from` and `to` are the earliest and the latest event of the chunk; `index` says which terms stand where. */
export type Chunk = { n: number; from: string; to: string; index: Buffer };

const ChunkItem = z.object({ sk: z.string(), from: z.string(), to: z.string(), index: z.instanceof(Uint8Array) });

const PAGE = 32;

/** The index items of a tenant's log with numbers below `n`, newest first. A chunk may be missing: then its entries are read. */
export async function* chunksBackwards(tenantId: string, n: number): AsyncGenerator<Chunk> {
  for (let below = n; below > 0;) {
    const items = await query("AUDIT_TABLE", logPartition(tenantId), {
      first: chunkKey(tenantId, 0).sk,
      last: chunkKey(tenantId, below - 1).sk,
      newestFirst: true,
      limit: PAGE,
    });
    for (const item of items) yield chunkOf(item);
    const last = items.at(-1);
    if (!last || items.length < PAGE) return;
    below = chunkOf(last).n;
  }
}

const chunkOf = (item: unknown): Chunk => {
  const { sk, from, to, index } = ChunkItem.parse(item);
  return { n: Number(sk.slice(sk.indexOf("#") + 1)), from, to, index: inflateRawSync(index) };
};

/** Indexes the chunks that the log completed as it grew. They follow from the entries and may be made at any time. */
export const indexChunks = async (tenantId: string, before: number, size: number): Promise<void> => {
  for (let n = Math.floor(before / CHUNK); n < Math.floor(size / CHUNK); n += 1) {
    const leaves = (await entryBytes(tenantId, n * CHUNK, (n + 1) * CHUNK)).map(leafIn);
    await putIfAbsent("AUDIT_TABLE", {
      ...chunkKey(tenantId, n),
      ...spanOf(leaves),
      index: deflateRawSync(indexOfChunk(leaves)),
    });
  }
};
