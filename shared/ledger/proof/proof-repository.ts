import { notFound, Problem } from "../../kernel/problem.ts";
import { inconsistent } from "./inconsistent.ts";
import { leafHash } from "../log/merkle.ts";
import { consistencyRanges, inclusionRanges, rootOfInclusion } from "./proof.ts";
import { entryBytes, headOfLog } from "../log/segment-repository.ts";
import { hashesOfRanges } from "../log/tile-repository.ts";

export type InclusionProof = { index: number; size: number; leaf: Buffer; root: Buffer; hashes: Buffer[] };

/**
 * Proves that an entry is in the log of a size, by default of now. A proof for now that does not lead to the log's own
 * root is not handed out; one for another size is the caller's to verify.
 * @throws Problem NOT_FOUND without such an entry; INVALID_REQUEST when the log is shorter than asked; LOG_INCONSISTENT
 */
export const proveInclusion = async (tenantId: string, index: number, asked?: number): Promise<InclusionProof> => {
  const now = await headOfLog(tenantId);
  const size = assertSize("size", asked ?? now.size, now.size);
  if (index >= size) throw notFound();
  const [[leaf], hashes] = await Promise.all([
    entryBytes(tenantId, index, index + 1),
    hashesOfRanges(tenantId, inclusionRanges(index, size)),
  ]);
  const root = leaf && rootOfInclusion(index, size, leafHash(leaf), hashes);
  if (!leaf || !root || (size === now.size && !root.equals(now.root)))
    throw inconsistent(tenantId, `does not prove its entry ${index}`);
  return { index, size, leaf, root, hashes };
};

/**
 * Proves that the log of `from` entries is the beginning of that of `to`, by default of now.
 * @throws Problem INVALID_REQUEST when the sizes are not in order or the log is shorter
 */
export const proveConsistency = async (
  tenantId: string,
  from: number,
  asked?: number,
): Promise<{ from: number; to: number; hashes: Buffer[] }> => {
  const now = await headOfLog(tenantId);
  const to = assertSize("to", asked ?? now.size, now.size);
  assertSize("from", from, to);
  return { from, to, hashes: await hashesOfRanges(tenantId, consistencyRanges(from, to)) };
};

const assertSize = (parameter: string, size: number, most: number): number => {
  if (size <= most) return size;
  const detail = `Expected at most ${most}`;
  throw new Problem("INVALID_REQUEST", `${parameter}: ${detail}.`, [{ parameter, detail }]);
};
