import { indexChunk } from "./chunk-repository.ts";
import { CHUNK } from "./chunk.ts";
import type { CheckedLog } from "./log-check.ts";
import { keepNodes } from "./node-repository.ts";

/**
 * Makes again what follows from a log's entries and is missing: a death between a segment and what follows from it leaves it
 * out, and everybody reads the entries themselves until it is there.
 */
export const completeLog = async (tenantId: string, { nodes, chunks }: CheckedLog["lacking"]): Promise<void> => {
  await keepNodes(tenantId, nodes);
  for (const n of chunks) await indexChunk(tenantId, n);
  const missed = [
    ...nodes.map(({ height, n }) => ({ position: n * 2 ** height, what: `the hash of ${2 ** height} entries` })),
    ...chunks.map((n) => ({ position: n * CHUNK, what: `the index of ${CHUNK} entries` })),
  ];
  for (const each of missed)
    console.log(JSON.stringify({ message: "[AUDIT] log_completed", tenant_id: tenantId, ...each }));
};
