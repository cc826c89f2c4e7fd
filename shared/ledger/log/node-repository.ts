import { nodeKey } from "../keys.ts";
import type { Tree } from "./merkle.ts";
import { putIfAbsent } from "../table.ts";

/** Keeps hashes of full trees, for the proofs to come. They follow from the entries: a reader who misses one makes it again. */
export const keepNodes = async (tenantId: string, nodes: readonly Tree[]): Promise<void> => {
  await Promise.all(
    nodes.map(({ height, n, root }) => putIfAbsent("AUDIT_TABLE", { ...nodeKey(tenantId, height, n), hash: root })),
  );
};
