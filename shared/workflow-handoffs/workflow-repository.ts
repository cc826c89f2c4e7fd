import type { Answer } from "../kernel/answer.ts";
import { newId } from "../kernel/id.ts";
import { Problem } from "../kernel/problem.ts";
import { approvalKey } from "../ledger/keys.ts";
import { type ChangeCall, changeRecord, putRecord, readRecord, type RecordKind } from "../ledger/record.ts";
import { query } from "../ledger/table.ts";
import type { ApprovalOrigin } from "./approval-use.ts";
import { supersedeHandoff, unknownHandoff } from "./supersession.ts";
import { recordOf, writesOf } from "./workflow-item.ts";
import type { Step, WorkflowChange, WorkflowRecord } from "./workflow-record.ts";

const workflows: RecordKind<WorkflowRecord, WorkflowChange> = { noun: "WORKFLOW", recordOf, writesOf };

/** Where the handoff stands now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<WorkflowRecord> => readRecord(workflows, tenantId, id);

/** The handoff that another answers; what it says there of its chain never changes. @throws Problem HANDOFF_UNKNOWN */
export const readAnswered = async (tenantId: string, id: string): Promise<WorkflowRecord> => {
  try {
    return await read(tenantId, id);
  } catch (error) {
    throw error instanceof Problem && error.code === "NOT_FOUND" ? unknownHandoff("/answers") : error;
  }
};

/** Submits a new handoff, or one in the place of another: both then change in one transaction. */
export const submit = (
  call: ChangeCall,
  step: Step,
  supersedes: string | undefined,
  rule: (superseded?: WorkflowRecord) => WorkflowChange,
  answer: (change: WorkflowChange) => Answer,
): Promise<Answer> =>
  supersedes === undefined
    ? putRecord(workflows, call, step.id, () => rule(), answer)
    : putRecord(
        workflows,
        call,
        supersedes,
        (before) => supersedeHandoff(before, step, rule),
        (change) => answer(change.replacement ?? change),
      );

/** Changes a handoff by a rule, in one step of whoever calls. @throws as `changeRecord` does */
export const change = (
  call: ChangeCall,
  id: string,
  rule: (record: WorkflowRecord, step: Step) => WorkflowChange,
  answer: (record: WorkflowRecord) => Answer,
): Promise<Answer> => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return changeRecord(
    workflows,
    call,
    id,
    (record) => rule(record, step),
    ({ record }) => answer(record),
  );
};

/** Which handoff an approval was made for; undefined if there is no such approval. */
export const originOf = async (tenantId: string, approvalId: string): Promise<ApprovalOrigin | undefined> => {
  const [row] = await query("RECORDS_TABLE", approvalKey(tenantId, approvalId).pk);
  return row && { workflow_id: row.workflow_id as string, line: row.line as string };
};
