import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, builderDocumentKey, listKey, successorsPartition } from "../ledger/keys.ts";
import { rememberAnswer } from "../ledger/once.ts";
import type { ChangeCall, State } from "../ledger/record.ts";
import { recordDigestOf } from "../ledger/seal.ts";
import type { Item } from "../ledger/table.ts";
import { insert, overwrite, type Write } from "../ledger/transaction.ts";
import { BuilderHandoff } from "./builder-handoff.ts";
import type { BuilderChange, BuilderRecord } from "./handoff-record.ts";

/** The whole handoff is its head: documents are in the ledger. */
export const recordOf = ({ rev, head }: Aggregate): BuilderRecord => ({ rev, ...BuilderHandoff.parse(head) });

/** The transaction that brings a handoff from what was read to what was decided. */
export const writesOf = (
  { actor, now, once, commitId }: ChangeCall & { commitId: string },
  before: State<BuilderRecord>,
  change: BuilderChange,
  answer: (change: BuilderChange) => Answer,
): Write[] => {
  const { record, event, facts, sealed } = change;
  const { tenantId } = actor;
  const { rev: _rev, ...head } = record;
  const item = sealed && itemOf(tenantId, record, sealed, { by: actor.id, now });
  return [
    ...aggregateWrites(aggregatePartition(tenantId, "BUILDER", record.id), before.aggregate, {
      event: {
        id: commitId,
        name: event,
        actor_id: actor.id,
        occurred_at: now.toISOString(),
        handoff_id: record.id,
        ...facts,
        digest: sealed?.seal.digest,
        record_digest: item && recordDigestOf(item),
        sealed: item?.sk,
      },
      head,
      parts: {},
    }),
    ...(before.record
      ? []
      : [insert("list", "RECORDS_TABLE", listKey(tenantId, "BUILDER", record.created_at, record.id))]),
    ...(item ? [insert("document", "LEDGER_TABLE", item)] : []),
    ...claimOf(tenantId, before.record, record),
    ...(once ? rememberAnswer(tenantId, once, answer(change)) : []),
  ];
};

/** A document as the ledger keeps it: the payload as the very text that was hashed. */
const itemOf = (
  tenantId: string,
  { id: handoffId }: BuilderRecord,
  { id, kind, version, seal }: NonNullable<BuilderChange["sealed"]>,
  { by, now }: { by: string; now: Date },
): Item => ({
  ...builderDocumentKey(tenantId, handoffId, kind, version),
  ...{ id, tenant_id: tenantId, handoff_id: handoffId, kind, version },
  ...{ created_at: now.toISOString(), created_by: by, digest: seal.digest, payload: seal.text },
});

/** Results that name their predecessor leave a row with it, so that two that claim the same one are found by one query. */
const claimOf = (tenantId: string, before: BuilderRecord | undefined, { id, results }: BuilderRecord): Write[] => {
  const claimed = results?.predecessor;
  if (!claimed || claimed === before?.results?.predecessor) return [];
  return [overwrite("claim", "RECORDS_TABLE", { pk: successorsPartition(tenantId, claimed), sk: id })];
};
