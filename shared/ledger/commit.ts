import { setTimeout as pause } from "node:timers/promises";
import { newId } from "../kernel/id.ts";
import { Problem } from "../kernel/problem.ts";
import { answeredBefore, ONCE_STEP } from "./once.ts";
import { type Outcome, transact, type Write } from "./transaction.ts";

/** How long a call goes on deciding again before it tells its caller to come back. A Lambda has 28 seconds. */
const PATIENCE_MS = 22_000;

/** The longest that one lost race makes a call wait. Much less, and a busy machine is kept busy by those who lose. */
const LONGEST_PAUSE_MS = 10_000;

type Step<State, Change> = {
  /** One consistent reading; `commitId` is that of the last commit to what was read. */
  read: () => Promise<{ state: State; commitId: string | undefined }>;
  /**
   * Throws a Problem to refuse. `first` is the state that this call read first; `last` is what it decided before, if that was
   * refused, and by which steps. Pure, but for reading what else it decides on: it is read again with every decision.
   */
  decide: (
    state: State,
    first: State,
    last?: { change: Change; refused: readonly string[] },
  ) => Change | Promise<Change>;
  /** The transaction, conditioned on what was read. */
  writes: (state: State, change: Change, commitId: string) => Write[];
};

/**
 * Reads, decides and writes; when somebody else wrote in between, reads and decides again. A transaction is never
 * resent blindly: its decision was made on a state that is gone. Of two hundred that all try again at once, one wins
 * and the others hold it up; so losers wait at random, up to four times what the attempt took, then eight, twelve, and so on:
 * doubling would leave the last of them asleep long after the others are done. Nor do they keep what the refusal could show of
 * the state, since it is old when they wake. Measured, a commit then costs 2.5 to 4 attempts; with no lock between them, e is
 * the least (slotted Aloha).
 * @returns the change that was committed
 * @throws Problem BUSY when others won until patience ran out; TOO_LARGE, INTERNAL when the database will never take it;
 * OUTCOME_UNKNOWN when the last answer was lost
 */
export const commit = async <State, Change>(step: Step<State, Change>): Promise<Change> => {
  const deadline = performance.now() + PATIENCE_MS;
  let first: { state: State } | undefined;
  let sent: { id: string; change: Change; refused: readonly string[] } | undefined;
  for (let lost = 0; ; lost += 1) {
    const start = performance.now();
    const { state, commitId } = await step.read();
    if (sent && sent.id === commitId) return sent.change;
    first ??= { state };
    const change = await step.decide(state, first.state, sent);
    sent = { id: newId(new Date()), change, refused: [] };
    const outcome = await attempt(step, sent, step.writes(state, change, sent.id));
    if (outcome.committed) return change;
    sent.refused = outcome.refused;
    const end = performance.now();
    if (end > deadline)
      throw new Problem("BUSY", "Others keep writing this record. Nothing was written; send the request again.");
    if (outcome.refused.includes(ONCE_STEP)) throw answeredBefore();
    await pause(Math.random() * Math.min((end - start) * 4 * (lost + 1), LONGEST_PAUSE_MS, deadline - end));
  }
};

/** An answer lost for good is looked for where it would be: in the commit id of what was to be written. */
const attempt = async <State, Change>(
  { read }: Step<State, Change>,
  { id }: { id: string },
  writes: readonly Write[],
): Promise<Outcome> => {
  try {
    return await transact(id, writes);
  } catch (error) {
    if (error instanceof Problem) throw error;
    console.error(error);
    const found = await read().catch(() => undefined);
    if (found?.commitId === id) return { committed: true };
    throw new Problem(
      "OUTCOME_UNKNOWN",
      "The database did not answer, so this may or may not have been done. Send the request again with the same Idempotency-Key.",
    );
  }
};
