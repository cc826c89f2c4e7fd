import { canonicalText } from "../../kernel/canonical.ts";
import { Problem } from "../../kernel/problem.ts";
import { signedCheckpoint } from "./checkpoint-repository.ts";
import { leafHash } from "../log/merkle.ts";
import type { ProofBundle } from "./proof-bundle.ts";
import { type InclusionProof, proveInclusion } from "./proof-repository.ts";
import { findSealed } from "./sealed-repository.ts";
import type { Item } from "../table.ts";

/**
 * All that proves a handoff offline.
 * @throws Problem NOT_FOUND when nothing was sealed under the digest; LOG_INCONSISTENT when the record is not what was sealed
 */
export const proofBundle = async (tenantId: string, digest: string): Promise<ProofBundle> => {
  const { status, entry, removal, item } = await findSealed(tenantId, digest);
  if (status === "altered")
    throw new Problem(
      "LOG_INCONSISTENT",
      "The ledger no longer holds what was sealed under this digest. Nothing is proven.",
    );
  const { checkpoint, note } = await signedCheckpoint(tenantId);
  const [proof, deletion] = await Promise.all([
    proveInclusion(tenantId, entry.index, checkpoint.size),
    removal && proveInclusion(tenantId, removal.index, checkpoint.size),
  ]);
  return {
    format: "baton-proof/1",
    record: item ? recordOf(item) : null,
    canonical: item ? String(item.payload) : null,
    ...proven(proof),
    tombstone: deletion ? proven(deletion) : null,
    checkpoint: note,
  };
};

const recordOf = ({ pk: _pk, sk: _sk, payload: _payload, once: _once, ...record }: Item): Record<string, unknown> =>
  JSON.parse(canonicalText(record)) as Record<string, unknown>;

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
