import { notFound, Problem } from "../../kernel/problem.ts";
import { inconsistent } from "../log/breach.ts";
import { signedCheckpoint } from "./checkpoint-repository.ts";
import { leafHash } from "../log/merkle.ts";
import type { ProofBundle } from "./proof-bundle.ts";
import { type InclusionProof, proveInclusion } from "./proof-repository.ts";
import { recordIn } from "../seal.ts";
import { findSealed } from "./sealed-repository.ts";

/**
 * All that proves a handoff offline.
 * @throws Problem NOT_FOUND when nothing was sealed under the digest; LOG_INCONSISTENT when the record is not what was
 * sealed; LOG_BEHIND while a deletion is on its way to the log
 */
export const proofBundle = async (tenantId: string, digest: string): Promise<ProofBundle> => {
  const { status, entry, removal, item } = await findSealed(tenantId, digest);
  if (status === "altered") {
    const what = `the ledger no longer holds what this entry says was sealed, under the digest ${digest}`;
    throw inconsistent(tenantId, { position: entry.index, what });
  }
  if (status === "deleted" && !removal)
    throw new Problem(
      "LOG_BEHIND",
      "This handoff was deleted, and its deletion is on its way to the log. Ask again in a moment.",
    );
  const { checkpoint, note } = await signedCheckpoint(tenantId);
  const [proof, deletion] = await Promise.all([
    proveInclusion(tenantId, entry.index, checkpoint.size),
    removal && proveInclusion(tenantId, removal.index, checkpoint.size),
  ]);
  const common = { format: "baton-proof/1", ...proven(proof), checkpoint: note } as const;
  if (deletion) return { ...common, record: null, canonical: null, tombstone: proven(deletion) };
  if (!item) throw notFound();
  return { ...common, record: recordIn(item), canonical: String(item.payload), tombstone: null };
};

const proven = ({ index, size, leaf, root, hashes }: InclusionProof) => ({
  leaf: leaf.toString(),
  inclusion: {
    index,
    size,
    leaf_hash: leafHash(leaf).toString("base64"),
    root_hash: root.toString("base64"),
    hashes: hashes.map((hash) => hash.toString("base64")),
  },
});
