// WOKEN BY the streams of the records and ledger tables
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { Problem } from "../../shared/kernel/problem.ts";
import { isOfCheckpoints } from "../../shared/ledger/keys.ts";
import { append } from "../../shared/ledger/log/append-repository.ts";
import { type Leaf, lineOf } from "../../shared/ledger/log/leaf.ts";
import { count } from "../../shared/ledger/metric.ts";
import { isCommit, isOfHead, leafOf, streamOf } from "../../shared/ledger/log/stream.ts";
import { isTampering, tamperLeaf, watchCheckpoints } from "../../shared/ledger/watch/tamper.ts";
import { watchLedger } from "../../shared/ledger/watch/tamper-repository.ts";

type Found = { record: DynamoDBRecord; leaf: Leaf };

/**
 * Every committed change becomes one leaf of its tenant's log, and so does whatever touched the ledger without a commit.
 * What cannot be read or appended is reported alone, so the stream brings it again and at last to the failure queue, and
 * what came with it is in the log meanwhile.
 */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const failed: DynamoDBRecord[] = [];
  const found: Found[] = [];
  for (const record of Records) {
    try {
      const leaf = await leafIn(record);
      if (leaf) found.push({ record, leaf });
    } catch (error) {
      failed.push(refuse(record, error));
    }
  }
  for (const [tenantId, changes] of Map.groupBy(found, ({ leaf }) => leaf.tenant_id)) {
    try {
      await appendOf(tenantId, changes);
    } catch (error) {
      failed.push(...changes.map(({ record }) => refuse(record, error)));
    }
  }
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? "" })) };
};

/** Where a record is of decides what it says: a head that is moved is a commit, a sealed handoff that is written over is none. */
const leafIn = async (record: DynamoDBRecord): Promise<Leaf | undefined> => {
  switch (streamOf(record)) {
    case "records":
      return changeIn(record);
    case "ledger":
      return watchLedger(record);
    default:
      throw new Error(
        `Its eventSourceARN, ${record.eventSourceARN ?? "which is missing"}, is not of the records or the ledger table`,
      );
  }
};

const changeIn = (record: DynamoDBRecord): Leaf | undefined => {
  if (isOfCheckpoints(record.dynamodb?.Keys?.pk?.S ?? "")) return watchCheckpoints(record);
  if (!isOfHead(record)) return undefined;
  if (isCommit(record)) return leafOf(record);
  return tamperLeaf(record.eventName === "REMOVE" ? "record_head_removed" : "record_head_altered", record);
};

const appendOf = async (tenantId: string, changes: readonly Found[]): Promise<void> => {
  const { entries, added, altered } = await append(
    tenantId,
    changes.map(({ leaf }) => leaf),
  );
  for (const entry of entries) console.log(lineOf(entry));
  count("AuditEntriesAppended", added);
  const tamperings = entries.filter(isTampering).length;
  if (tamperings > 0) count("LedgerTampered", tamperings);
  const records = changes.filter(({ leaf }) => altered.includes(leaf)).map(({ record }) => record);
  if (records.length > 0) await appendOf(tenantId, records.map(alteration));
};

/** The same change with other bytes: somebody wrote the head without moving its rev. The log keeps what it said first. */
const alteration = (record: DynamoDBRecord): Found => ({ record, leaf: tamperLeaf("record_head_altered", record) });

/**
 * Says why, under the place that the failure queue will know the record by. One that only waits for another to reach the log
 * is no failure yet.
 */
const refuse = (record: DynamoDBRecord, error: unknown): DynamoDBRecord => {
  const { SequenceNumber: sequence_number, Keys } = record.dynamodb ?? {};
  const isEarly = error instanceof Problem && error.code === "LOG_BEHIND";
  const message = isEarly ? "audit_record_deferred" : "audit_record_refused";
  const place = { sequence_number, stream: streamOf(record) ?? "unknown", partition: Keys?.pk?.S, item: Keys?.sk?.S };
  console.error(JSON.stringify({ message, ...place, cause: String(error) }));
  if (!isEarly) count("AuditRecordsRefused");
  return record;
};
