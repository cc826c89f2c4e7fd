import type { Actor } from "../kernel/actor.ts";
import type { Answer } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { notFound } from "../kernel/problem.ts";
import { type Aggregate, readAggregate } from "./aggregate.ts";
import { commit } from "./commit.ts";
import { aggregatePartition, type Noun } from "./keys.ts";
import { answerOnce, recallAnswer } from "./once.ts";
import type { Write } from "./transaction.ts";

/** One reading of a record: its items, and what they say. */
export type State<Known> = { aggregate: Aggregate | undefined; record: Known | undefined };

/** Who asks for a change, when, and whether the request may arrive again. */
export type ChangeCall = { actor: Actor; now: Date; once: Once | undefined };

/** A change on its way into the table, with the id of its transaction. */
export type Commit = ChangeCall & { commitId: string };

/** How a kind of record is read: each is one aggregate. */
export type Readable<Known> = {
  noun: Noun;
  /** How it is read, where more than its own partition belongs to a decision. */
  read?: (partition: string) => Promise<Aggregate | undefined>;
  recordOf: (aggregate: Aggregate) => Known;
};

/** How a context keeps a kind of record: each change of it is one commit. */
export type RecordKind<Known extends { rev: number }, Change extends { record: Known }> = Readable<Known> & {
  /** The transaction that brings the record from what was read to what was decided. */
  writesOf: (commit: Commit, before: State<Known>, change: Change, answer: (change: Change) => Answer) => Write[];
  /** The answer that is not kept apart, because the record or what it sealed carries the request. */
  carriedAnswer?: (once: Once, record: Known | undefined, tenantId: string) => Promise<Answer | undefined>;
};

/** The record as it is now. @throws Problem NOT_FOUND, BUSY */
export const readRecord = async <Known>(kind: Readable<Known>, tenantId: string, id: string): Promise<Known> => {
  const { record } = await load(kind, tenantId, id);
  if (!record) throw notFound();
  return record;
};

/**
 * Decides on a record as it is, or on its absence, and commits what was decided, at one rev.
 * @param rule decides, as often as others get in between; `first` is the record as this call read it first
 * @param answer what the caller gets, now and whenever the same request arrives again
 * @throws Problem whatever the rule throws, BUSY, OUTCOME_UNKNOWN, IDEMPOTENCY_KEY_REUSED
 */
export const putRecord = <Known extends { rev: number }, Change extends { record: Known }>(
  kind: RecordKind<Known, Change>,
  call: ChangeCall,
  id: string,
  rule: (record: Known | undefined, first: Known | undefined) => Change | Promise<Change>,
  answer: (change: Change) => Answer,
): Promise<Answer> => {
  const { tenantId } = call.actor;
  const decideAndWrite = async (): Promise<Answer> => {
    const change = await commit({
      read: async () => {
        const state = await load(kind, tenantId, id);
        return { state, commitId: state.aggregate?.event.id };
      },
      decide: async (state, first) => atNextRev(await rule(state.record, first.record)),
      writes: (state, decided, commitId) => kind.writesOf({ ...call, commitId }, state, decided, answer),
    });
    return answer(change);
  };
  return answerOnce(call.once, decideAndWrite, async (once) => {
    const { record } = await load(kind, tenantId, id);
    return (await kind.carriedAnswer?.(once, record, tenantId)) ?? recallAnswer(tenantId, once);
  });
};

/** Like `putRecord`, for a record that is there. @throws Problem NOT_FOUND as well */
export const changeRecord = <Known extends { rev: number }, Change extends { record: Known }>(
  kind: RecordKind<Known, Change>,
  call: ChangeCall,
  id: string,
  rule: (record: Known, first: Known) => Change | Promise<Change>,
  answer: (change: Change) => Answer,
): Promise<Answer> =>
  putRecord(
    kind,
    call,
    id,
    (record, first) => {
      if (!record || !first) throw notFound();
      return rule(record, first);
    },
    answer,
  );

/** One consistent reading of a record that may not be there, with what a write of it is conditioned on. @throws Problem BUSY */
export const load = async <Known>(
  { noun, read = readAggregate, recordOf }: Readable<Known>,
  tenantId: string,
  id: string,
): Promise<State<Known>> => {
  const aggregate = await read(aggregatePartition(tenantId, noun, id));
  return { aggregate, record: aggregate && recordOf(aggregate) };
};

/** What was decided, as it is once it is committed. */
export const atNextRev = <Change extends { record: { rev: number } }>(change: Change): Change => ({
  ...change,
  record: { ...change.record, rev: change.record.rev + 1 },
});
