import * as z from "zod/mini";

/** A SHA-256 in base64, in its one spelling: the four spare bits are zero. */
const Hash = z.string().check(z.regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, "Expected a SHA-256 in base64"));

const Place = z.int().check(z.nonnegative());

export const Inclusion = z.strictObject({
  index: Place,
  size: Place,
  leaf_hash: Hash,
  root_hash: Hash,
  hashes: z.array(Hash),
});

/** A leaf of the log, as its bytes say it, and the proof that it is there. */
const ProvenLeaf = z.strictObject({ leaf: z.string(), inclusion: Inclusion });

const common = {
  format: z.literal("baton-proof/1"),
  leaf: z.string(),
  inclusion: Inclusion,
  checkpoint: z.string(),
};

/** A handoff that is there: the record, and the canonical text that was hashed. */
const OfSealed = z.strictObject({
  ...common,
  record: z.record(z.string(), z.unknown()),
  canonical: z.string(),
  tombstone: z.null(),
});

/** A handoff that was deleted by the rules: neither record nor text, and the leaf that says so. */
const OfDeleted = z.strictObject({ ...common, record: z.null(), canonical: z.null(), tombstone: ProvenLeaf });

/** All that a handoff, or its deletion, is proven with, in one file: its leaf in the log and the signed checkpoint of that log. */
export const ProofBundle = z.union([OfSealed, OfDeleted]);
export type ProofBundle = z.infer<typeof ProofBundle>;
