import { notFound, Problem } from "../../kernel/problem.ts";
import { type Breach, inconsistent } from "../log/breach.ts";
import { firstBreach } from "../log/log-check-repository.ts";
import { leafHash, rootOf } from "../log/merkle.ts";
import type { Range } from "../log/range.ts";
import { consistencyRanges, inclusionRanges, isConsistent, rootOfInclusion } from "./proof.ts";
import { entryBytes, headOfLog } from "../log/segment-repository.ts";
import { hashesOfRanges } from "../log/tile-repository.ts";

export type InclusionProof = { index: number; size: number; leaf: Buffer; root: Buffer; hashes: Buffer[] };

/**
 * Proves that an entry is in the log of a size, by default of now. A proof that does not lead on to the log's own root is
 * not handed out, whatever the size.
 * @throws Problem NOT_FOUND without such an entry; INVALID_REQUEST when the log is shorter than asked; LOG_INCONSISTENT
 */
export const proveInclusion = async (tenantId: string, index: number, asked?: number): Promise<InclusionProof> => {
  const now = await headOfLog(tenantId);
  const size = assertSize("size", asked ?? now.size, now.size);
  if (index >= size) throw notFound();
  const [[leaf], [hashes, onward]] = await Promise.all([
    entryBytes(tenantId, index, index + 1),
    hashesOf(tenantId, inclusionRanges(index, size), consistencyRanges(size, now.size)),
  ]);
  const root = leaf && rootOfInclusion(index, size, leafHash(leaf), hashes);
  if (!leaf || !root || !isConsistent({ size, root }, now, onward))
    throw await unproven(tenantId, now, { position: index, what: "the log does not prove this entry" });
  return { index, size, leaf, root, hashes };
};

/**
 * Proves that the log of `from` entries is the beginning of that of `to`, by default of now.
 * @throws Problem INVALID_REQUEST when the sizes are not in order or the log is shorter; LOG_INCONSISTENT when the proof
 * does not lead on to the log's own root
 */
export const proveConsistency = async (
  tenantId: string,
  from: number,
  asked?: number,
): Promise<{ from: number; to: number; hashes: Buffer[] }> => {
  const now = await headOfLog(tenantId);
  const to = assertSize("to", asked ?? now.size, now.size);
  assertSize("from", from, to);
  const [hashes, onward, fromRoot, toRoot] = await hashesOf(
    tenantId,
    consistencyRanges(from, to),
    consistencyRanges(to, now.size),
    wholeOf(from),
    wholeOf(to),
  );
  const [before, after] = [
    { size: from, root: rootOf(fromRoot) },
    { size: to, root: rootOf(toRoot) },
  ];
  if (!isConsistent(before, after, hashes) || !isConsistent(after, now, onward))
    throw await unproven(tenantId, now, { position: 0, what: `the log does not prove its first ${from} entries` });
  return { from, to, hashes };
};

const wholeOf = (size: number): Range[] => (size === 0 ? [] : [{ start: 0, end: size }]);

/** The hashes of several lists of ranges, all of them read at once. */
const hashesOf = async <Lists extends Range[][]>(
  tenantId: string,
  ...lists: Lists
): Promise<{ [at in keyof Lists]: Buffer[] }> => {
  const hashes = await hashesOfRanges(tenantId, lists.flat());
  return lists.map((list) => hashes.splice(0, list.length)) as { [at in keyof Lists]: Buffer[] };
};

const unproven = async (tenantId: string, { size }: { size: number }, otherwise: Breach): Promise<Problem> =>
  inconsistent(tenantId, await firstBreach(tenantId, size, otherwise));

const assertSize = (parameter: string, size: number, most: number): number => {
  if (size <= most) return size;
  const detail = `Expected at most ${most}`;
  throw new Problem("INVALID_REQUEST", `${parameter}: ${detail}.`, [{ parameter, detail }]);
};
