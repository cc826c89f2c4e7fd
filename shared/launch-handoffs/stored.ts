import type { Answer } from "../kernel/answer.ts";
import type { Event } from "../ledger/aggregate.ts";
import { rememberAnswer } from "../ledger/once.ts";
import type { Commit } from "../ledger/record.ts";
import type { Write } from "../ledger/transaction.ts";

/** What an event says of a change beyond its name, its actor and its time. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

export const eventOf = ({ actor, now, commitId }: Commit, name: string, facts: Facts = {}): Event => ({
  id: commitId,
  name,
  actor_id: actor.id,
  occurred_at: now.toISOString(),
  ...facts,
});

/** The step that keeps the answer to a request that may arrive again. */
export const keptAnswer = ({ actor, once }: Commit, answer: () => Answer): Write[] =>
  once ? rememberAnswer(actor.tenantId, once, answer()) : [];

/** A document as a head keeps it: JSON text without what is null, because a head is paid for by the kilobyte. */
export const stored = (document: object): string =>
  JSON.stringify(document, (_, value: unknown) => (value === null ? undefined : value));

const MOST_BYTES = 300_000;

/** A list in as few pieces as fit into an item each, by the bytes of their JSON. */
export const pieces = <T>(list: readonly T[], mostBytes = MOST_BYTES): T[][] => {
  const packed: T[][] = [];
  let room = 0;
  for (const each of list) {
    const bytes = Buffer.byteLength(JSON.stringify(each)) + 1;
    if (bytes > room) {
      packed.push([]);
      room = mostBytes;
    }
    packed.at(-1)?.push(each);
    room -= bytes;
  }
  return packed;
};

const ITEMS = "ITEMS-";

/** The parts that a long list is kept in: ITEMS-000 and on; those that it had before and needs no more are dropped. */
export const itemParts = (list: readonly unknown[], before: Readonly<Record<string, unknown>> = {}) => {
  const dropped = Object.keys(before).filter((part) => part.startsWith(ITEMS));
  return Object.fromEntries([
    ...dropped.map((part) => [part, null] as const),
    ...pieces(list).map((piece, at) => [`${ITEMS}${String(at).padStart(3, "0")}`, piece] as const),
  ]);
};

export const itemsIn = (parts: Readonly<Record<string, unknown>>): unknown[] =>
  Object.keys(parts)
    .filter((part) => part.startsWith(ITEMS))
    .sort()
    .flatMap((part) => parts[part] as unknown[]);
