import { parseCheckpoint } from "../../shared/ledger/proof/checkpoint.ts";
import { openNote, parseVerifierKey } from "../../shared/ledger/proof/note.ts";
import { isConsistent, rootOfInclusion } from "../../shared/ledger/proof/proof.ts";
import type { Check } from "../../shared/ledger/proof/verify.ts";
import type { Answer } from "../api/route.ts";
import type { proveConsistency, proveInclusion } from "./routes.ts";

type Proof = Answer<NonNullable<typeof proveInclusion.lambda>>;

/** Whether an entry is in the log that a checkpoint was signed of (RFC 6962, 2.1.1; C2SP signed-note). */
export const checksOf = (proof: Proof, checkpoint: string, key: string): Check[] => [
  check("the checkpoint is signed by the key of your log", () => {
    openNote(checkpoint, parseVerifierKey(key));
  }),
  check("the proof leads from this entry to the root of that checkpoint", () => {
    const { size, root } = parseCheckpoint(checkpoint);
    const path = proof.hashes.map((each) => Buffer.from(each, "base64"));
    const led = rootOfInclusion(proof.index, size, Buffer.from(proof.leaf_hash, "base64"), path);
    if (!led?.equals(root)) throw new Error("It leads to another root");
  }),
];

type Growth = Answer<NonNullable<typeof proveConsistency.lambda>>;

/** Whether the log that a checkpoint was kept of is the beginning of the one it is now (RFC 6962, 2.1.2). */
export const growthOf = (growth: Growth, kept: string, checkpoint: string, key: string): Check[] => [
  check("the checkpoint that you kept is signed by the key of your log", () => {
    openNote(kept, parseVerifierKey(key));
  }),
  check("the checkpoint of today is signed by the same key", () => {
    openNote(checkpoint, parseVerifierKey(key));
  }),
  check("the log of today begins with the log that you kept a checkpoint of", () => {
    const hashes = growth.hashes.map((each) => Buffer.from(each, "base64"));
    if (!isConsistent(parseCheckpoint(kept), parseCheckpoint(checkpoint), hashes))
      throw new Error("It does not. Keep both checkpoints: together they show that the log was rewritten.");
  }),
];

const check = (what: string, assert: () => void): Check => {
  try {
    assert();
    return { check: what, fault: undefined };
  } catch (error) {
    return { check: what, fault: (error as Error).message };
  }
};
