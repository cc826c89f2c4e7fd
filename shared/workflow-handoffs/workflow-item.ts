import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, approvalKey, chainKey, listKey, workflowSealKey } from "../ledger/keys.ts";
import { rememberAnswer } from "../ledger/once.ts";
import type { ChangeCall, State } from "../ledger/record.ts";
import { recordDigestOf } from "../ledger/seal.ts";
import type { Item } from "../ledger/table.ts";
import { insert, type Write } from "../ledger/transaction.ts";
import { type SealedDocument, WorkflowHead } from "./workflow-handoff.ts";
import type { WorkflowChange, WorkflowRecord } from "./workflow-record.ts";

export const recordOf = ({ rev, head }: Aggregate): WorkflowRecord => ({ rev, ...WorkflowHead.parse(head) });

type Commit = ChangeCall & { commitId: string };

/** The transaction of a change; of a handoff that is superseded, with the handoff that takes its place. */
export const writesOf = (
  commit: Commit,
  before: State<WorkflowRecord>,
  change: WorkflowChange,
  answer: (change: WorkflowChange) => Answer,
): Write[] => [
  ...changeWrites(commit, before.aggregate, change),
  ...(change.replacement ? changeWrites(commit, undefined, change.replacement) : []),
  ...(commit.once ? rememberAnswer(commit.actor.tenantId, commit.once, answer(change)) : []),
];

const changeWrites = (
  { actor, now, commitId }: Commit,
  before: Aggregate | undefined,
  { record, event, sealed, approvalId, asksFor }: WorkflowChange,
): Write[] => {
  const { tenantId } = actor;
  const { rev: _rev, ...head } = record;
  const item = sealed && itemOf(tenantId, record.id, sealed);
  return [
    ...aggregateWrites(aggregatePartition(tenantId, "WORKFLOW", record.id), before, {
      event: {
        id: commitId,
        name: event,
        actor_id: actor.id,
        occurred_at: now.toISOString(),
        state: record.state,
        recipient: record.recipient ?? undefined,
        approval_id: approvalId,
        superseded_by: event === "workflow_handoff_superseded" ? (record.superseded_by ?? undefined) : undefined,
        handoff_id: sealed?.id,
        digest: sealed?.seal.digest,
        record_digest: item && recordDigestOf(item),
        sealed: item?.sk,
      },
      head,
      parts: {},
    }),
    ...(before ? [] : rowsOf(tenantId, record)),
    ...(item ? [insert("sealed", "LEDGER_TABLE", item)] : []),
    ...(asksFor === undefined ? [] : [originOf(tenantId, asksFor, record)]),
  ];
};

/** What finds a handoff again: the list of the tenant, and the chain, whose first one is found by its id. */
const rowsOf = (tenantId: string, { id, chain, submitted_at }: WorkflowRecord): Write[] => [
  insert("list", "RECORDS_TABLE", listKey(tenantId, "WORKFLOW", submitted_at, id)),
  ...(chain === id ? [] : [insert("chain", "RECORDS_TABLE", chainKey(tenantId, chain, submitted_at, id))]),
];

const originOf = (tenantId: string, approvalId: string, { id, line }: WorkflowRecord): Write =>
  insert("approval", "RECORDS_TABLE", { ...approvalKey(tenantId, approvalId), workflow_id: id, line });

const itemOf = (tenantId: string, workflowId: string, { what, seal, ...sealed }: SealedDocument): Item => ({
  ...workflowSealKey(tenantId, workflowId, what),
  ...sealed,
  tenant_id: tenantId,
  workflow_id: workflowId,
  digest: seal.digest,
  payload: seal.text,
});
