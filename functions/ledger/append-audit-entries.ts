// WOKEN BY the streams of the records and ledger tables
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { append } from "../../shared/ledger/append-repository.ts";
import { type Leaf, lineOf } from "../../shared/ledger/leaf.ts";
import { isOfHead, leafOf } from "../../shared/ledger/stream.ts";

type Found = { record: DynamoDBRecord; leaf: Leaf };

/**
 * Every committed change becomes one leaf of its tenant's log. What cannot be read or appended is reported alone, so the
 * stream brings it again and at last to the failure queue, and what came with it is in the log meanwhile.
 */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const failed: DynamoDBRecord[] = [];
  const found = Records.filter(isOfHead).flatMap((record): Found[] => {
    try {
      return [{ record, leaf: leafOf(record) }];
    } catch (error) {
      failed.push(refuse(record, error));
      return [];
    }
  });
  for (const [tenantId, changes] of Map.groupBy(found, ({ leaf }) => leaf.tenant_id)) {
    try {
      const entries = await append(
        tenantId,
        changes.map(({ leaf }) => leaf),
      );
      for (const entry of entries) console.log(lineOf(entry));
    } catch (error) {
      failed.push(...changes.map(({ record }) => refuse(record, error)));
    }
  }
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? "" })) };
};

const refuse = (record: DynamoDBRecord, error: unknown): DynamoDBRecord => {
  const sequence_number = record.dynamodb?.SequenceNumber;
  console.error(JSON.stringify({ message: "audit_record_refused", sequence_number, cause: String(error) }));
  return record;
};
