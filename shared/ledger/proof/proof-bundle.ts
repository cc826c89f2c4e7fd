import * as z from "zod/mini";

const Base64 = z.string();

export const Inclusion = z.object({
  index: z.int(),
  size: z.int(),
  leaf_hash: Base64,
  root_hash: Base64,
  hashes: z.array(Base64),
});

/** A leaf of the log, as its bytes say it, and the proof that it is there. */
const ProvenLeaf = z.object({ leaf: z.string(), inclusion: Inclusion });

/**
 * All that a handoff is proven with, in one file: the record, the canonical text that was hashed, its leaf in the log and
 * the signed checkpoint of that log. Of a deleted handoff there is no record and no text, and a leaf that says so.
 */
export const ProofBundle = z.object({
  format: z.literal("baton-proof/1"),
  record: z.nullable(z.record(z.string(), z.unknown())),
  canonical: z.nullable(z.string()),
  leaf: z.string(),
  inclusion: Inclusion,
  tombstone: z.nullable(ProvenLeaf),
  checkpoint: z.string(),
});
export type ProofBundle = z.infer<typeof ProofBundle>;
