import { canonicalText } from "../../kernel/canonical.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { Leaf } from "../log/leaf.ts";
import { leafHash } from "../log/merkle.ts";
import { openNote, parseVerifierKey } from "./note.ts";
import { rootOfInclusion } from "./proof.ts";
import { type Inclusion, ProofBundle } from "./proof-bundle.ts";
import { digestOf, digestOfText } from "../seal.ts";
import type * as z from "zod/mini";

/** One step of a verification: what was looked at, and what is wrong with it, if anything. */
export type Check = { check: string; fault: string | undefined };

/**
 * Verifies a proof bundle with nothing but the bundle and the verifier key, which must come from elsewhere.
 * @param key C2SP verifier key: `name+id+base64`
 * @returns every step in order; the bundle holds when none has a fault
 */
export const verifyBundle = (bundle: unknown, key: string): Check[] => {
  const parsed = ProofBundle.safeParse(bundle);
  if (!parsed.success) return [{ check: "the bundle is complete", fault: "It is not a proof bundle of this format" }];
  const { leaf, inclusion, checkpoint } = parsed.data;
  const sealed = orNothing(() => leafOf(leaf));
  return [
    check("the checkpoint is signed by the key", () => openNote(checkpoint, parseVerifierKey(key))),
    check("the leaf is in the log of that checkpoint", () => {
      assertIncluded(leaf, inclusion, checkpoint);
    }),
    check("the leaf says that something was sealed", () => sealed?.sealed ?? fail("It seals nothing")),
    ...(parsed.data.tombstone ? deletionChecks(parsed.data, sealed) : contentChecks(parsed.data, sealed)),
  ];
};

type Of<Bundle, Tombstone> = Bundle extends { tombstone: Tombstone } ? Bundle : never;

const contentChecks = ({ canonical, record }: Of<ProofBundle, null>, sealed: Leaf | undefined): Check[] => [
  check("the text is canonical JSON", () => {
    assertCanonical(canonical);
  }),
  check("the text is what the leaf says was sealed", () => {
    assertDigest(digestOfText(canonical), sealed?.digest);
  }),
  check("the record is what the leaf says was sealed", () => {
    assertDigest(digestOf(record), sealed?.record_digest);
  }),
];

const deletionChecks = ({ tombstone, checkpoint }: Of<ProofBundle, object>, sealed: Leaf | undefined): Check[] => [
  check("the deletion is in the log of that checkpoint", () => {
    assertIncluded(tombstone.leaf, tombstone.inclusion, checkpoint);
  }),
  check("the deletion is of this handoff", () => {
    assertDeleted(sealed, leafOf(tombstone.leaf));
  }),
];

const check = (what: string, assert: () => unknown): Check => {
  try {
    assert();
    return { check: what, fault: undefined };
  } catch (error) {
    return { check: what, fault: error instanceof Error ? error.message : String(error) };
  }
};

const orNothing = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const fail = (fault: string): never => {
  throw new Error(fault);
};

const leafOf = (text: string): Leaf => Leaf.parse(JSON.parse(text));

const assertIncluded = (leaf: string, inclusion: z.infer<typeof Inclusion>, note: string): void => {
  const { index, size, leaf_hash, root_hash, hashes } = inclusion;
  const checkpoint = parseCheckpoint(note);
  if (checkpoint.size !== size) fail(`The proof is for ${size} entries and the checkpoint for ${checkpoint.size}`);
  const hashed = leafHash(Buffer.from(leaf));
  const path = hashes.map((hash) => Buffer.from(hash, "base64"));
  const root = rootOfInclusion(index, size, hashed, path);
  if (hashed.toString("base64") !== leaf_hash) fail(`The leaf's hash is not the one beside it`);
  if (!root?.equals(checkpoint.root) || root.toString("base64") !== root_hash)
    fail(`The proof of entry ${index} does not lead to the checkpoint's root`);
};

const assertCanonical = (text: string): void => {
  if (canonicalText(JSON.parse(text) as object) !== text) fail("The text is not its own canonical form");
};

const assertDigest = (found: string, said: string | undefined): void => {
  if (found !== said) fail(`Its SHA-256 is ${found}, and the leaf says ${said ?? "nothing"}`);
};

const assertDeleted = (sealed: Leaf | undefined, deleted: Leaf): void => {
  const isOfIt =
    deleted.removed === sealed?.sealed && deleted.digest === sealed?.digest && deleted.subject === sealed?.subject;
  if (!sealed || !isOfIt) fail("The deletion is of something else");
};
