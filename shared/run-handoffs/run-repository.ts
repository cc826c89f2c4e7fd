import type { Actor } from "../kernel/actor.ts";
import type { Answer } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { notFound } from "../kernel/problem.ts";
import { readAggregate } from "../ledger/aggregate.ts";
import { commit } from "../ledger/commit.ts";
import { aggregatePartition } from "../ledger/keys.ts";
import { answerOnce, assertSameRequest, recallAnswer } from "../ledger/once.ts";
import { recordOf, type State, writesOf } from "./run-item.ts";
import type { RunChange, RunRecord } from "./run-record.ts";

type Call = { actor: Actor; now: Date; once: Once | undefined };

/** The run as it is now. @throws Problem NOT_FOUND */
export const read = async (tenantId: string, runId: string): Promise<RunRecord> => {
  const { record } = await load(tenantId, runId);
  if (!record) throw notFound();
  return record;
};

/**
 * Decides on the run as it is and commits what was decided, at one rev.
 * @param rule decides, as often as others get in between; `first` is the run as it was read first
 * @param answer what the caller gets, now and whenever the same request arrives again
 * @throws Problem NOT_FOUND, whatever the rule throws, BUSY, OUTCOME_UNKNOWN, IDEMPOTENCY_KEY_REUSED
 */
export const change = (
  call: Call,
  runId: string,
  rule: (record: RunRecord, first: RunRecord) => RunChange,
  answer: (record: RunRecord) => Answer,
): Promise<Answer> =>
  put(
    call,
    runId,
    (record, first) => {
      if (!record || !first) throw notFound();
      return rule(record, first);
    },
    answer,
  );

/** Like `change`, for a run that may not exist yet. */
export const put = (
  call: Call,
  runId: string,
  rule: (record: RunRecord | undefined, first: RunRecord | undefined) => RunChange,
  answer: (record: RunRecord) => Answer,
): Promise<Answer> => {
  const { tenantId } = call.actor;
  const decideAndWrite = async (): Promise<Answer> => {
    const { record } = await commit({
      read: async () => {
        const state = await load(tenantId, runId);
        return { state, commitId: state.aggregate?.event.id };
      },
      decide: (state, first) => atNextRev(rule(state.record, first.record)),
      writes: (state, decided, commitId) => writesOf({ ...call, commitId }, state, decided, answer),
    });
    return answer(record);
  };
  return answerOnce(call.once, decideAndWrite, async (once) => {
    const { record } = await load(tenantId, runId);
    if (record?.handoff?.once?.key !== once.key) return recallAnswer(tenantId, once);
    assertSameRequest(once, record.handoff.once.request);
    return answer(record);
  });
};

const load = async (tenantId: string, runId: string): Promise<State> => {
  const aggregate = await readAggregate(aggregatePartition(tenantId, "RUN", runId));
  return { aggregate, record: aggregate && recordOf(aggregate) };
};

const atNextRev = (change: RunChange): RunChange => ({
  ...change,
  record: { ...change.record, rev: change.record.rev + 1 },
});
