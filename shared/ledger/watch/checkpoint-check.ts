import { type Breach, isUnreadable, type Unreadable } from "../log/breach.ts";
import type { CheckedLog } from "../log/log-check.ts";
import type { Checkpoint } from "../proof/checkpoint.ts";
import { otherThan, shorterThan } from "../proof/checkpoint-repository.ts";

/** Holds what was signed of a log against the log, as far as that holds together in itself. */
export const checkCheckpoints = (
  { size, breaches, rootAt }: CheckedLog,
  checkpoints: readonly (Checkpoint | Unreadable)[],
): Breach[] =>
  checkpoints.flatMap((checkpoint) => {
    if (isUnreadable(checkpoint)) return checkpoint.unreadable;
    if (checkpoint.size <= size) return rootAt(checkpoint.size).equals(checkpoint.root) ? [] : otherThan(checkpoint);
    return breaches.length > 0 ? [] : { position: size, what: shorterThan(checkpoint) };
  });
