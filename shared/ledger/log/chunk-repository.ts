import { deflateRawSync } from "node:zlib";
import { sound } from "./breach.ts";
import { CHUNK, type Chunk, chunkIn, indexOfChunk, spanOf } from "./chunk.ts";
import { chunkKey, logPartition } from "../keys.ts";
import { entriesBetween } from "./segment-repository.ts";
import { putIfAbsent, query } from "../table.ts";

const PAGE = 32;

/**
 * The index items of a tenant's log with numbers below `n`, newest first. A chunk may be missing: then its entries are read.
 * @throws Problem LOG_INCONSISTENT
 */
export async function* chunksBackwards(tenantId: string, n: number): AsyncGenerator<Chunk> {
  for (let below = n; below > 0;) {
    const items = await query("AUDIT_TABLE", logPartition(tenantId), {
      first: chunkKey(tenantId, 0).sk,
      last: chunkKey(tenantId, below - 1).sk,
      newestFirst: true,
      limit: PAGE,
    });
    const chunks = items.map((item) => sound(tenantId, chunkIn(item)));
    yield* chunks;
    const last = chunks.at(-1);
    if (!last || items.length < PAGE) return;
    below = last.n;
  }
}

/** Indexes the chunks that the log completed as it grew. */
export const indexChunks = async (tenantId: string, before: number, size: number): Promise<void> => {
  for (let n = Math.floor(before / CHUNK); n < Math.floor(size / CHUNK); n += 1) await indexChunk(tenantId, n);
};

/** The index of a full chunk follows from its entries, and may be made at any time. */
export const indexChunk = async (tenantId: string, n: number): Promise<void> => {
  const entries = await entriesBetween(tenantId, n * CHUNK, (n + 1) * CHUNK);
  const index = deflateRawSync(indexOfChunk(entries));
  await putIfAbsent("AUDIT_TABLE", { ...chunkKey(tenantId, n), ...spanOf(entries), index });
};
