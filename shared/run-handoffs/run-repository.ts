import { type Answer, created } from "../kernel/answer.ts";
import { assertSameRequest } from "../ledger/once.ts";
import { type ChangeCall, changeRecord, putRecord, readRecord, type RecordKind } from "../ledger/record.ts";
import { recorded } from "./run-handoff.ts";
import { recordOf, writesOf } from "./run-item.ts";
import type { RunChange, RunRecord } from "./run-record.ts";

const runs: RecordKind<RunRecord, RunChange> = {
  noun: "RUN",
  recordOf,
  writesOf,
  carriedAnswer: (once, record) => {
    const handoff = record?.handoff;
    if (handoff?.once?.key !== once.key) return Promise.resolve(undefined);
    assertSameRequest(once, handoff.once.request);
    return Promise.resolve(created(recorded(handoff)));
  },
};

/** The run as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, runId: string): Promise<RunRecord> => readRecord(runs, tenantId, runId);

/** Changes a run by a rule. @throws as `changeRecord` does */
export const change = (
  call: ChangeCall,
  runId: string,
  rule: (record: RunRecord, first: RunRecord) => RunChange,
  answer: (record: RunRecord) => Answer,
): Promise<Answer> => changeRecord(runs, call, runId, rule, ({ record }) => answer(record));

/** Like `change`, for a run that may not exist yet. */
export const put = (
  call: ChangeCall,
  runId: string,
  rule: (record: RunRecord | undefined, first: RunRecord | undefined) => RunChange,
  answer: (record: RunRecord) => Answer,
): Promise<Answer> => putRecord(runs, call, runId, rule, ({ record }) => answer(record));
