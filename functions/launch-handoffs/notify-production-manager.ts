// WOKEN BY a sealed launch handoff, on the stream of the ledger table
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { ownerOf } from "../../shared/ledger/keys.ts";
import { deliver } from "../../shared/launch-handoffs/inbox-repository.ts";
import type { LaunchPayload } from "../../shared/launch-handoffs/launch-handoff.ts";
import { notificationOf } from "../../shared/launch-handoffs/notification.ts";
import { publish } from "../../shared/launch-handoffs/topic-repository.ts";

/** Tells the Production Manager of each handoff after its commit, once whatever the stream does (AC-9). */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const failed: DynamoDBRecord[] = [];
  for (const record of Records) {
    try {
      await notify(record);
    } catch (error) {
      console.error(JSON.stringify({ message: "notification_failed", cause: String(error) }));
      failed.push(record);
    }
  }
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? "" })) };
};

const notify = async ({ dynamodb }: DynamoDBRecord): Promise<void> => {
  const { tenantId } = ownerOf(dynamodb?.Keys?.pk?.S ?? "") ?? {};
  const text = dynamodb?.NewImage?.payload?.S;
  if (!tenantId || !text) throw new Error("This is no sealed launch handoff");
  const notification = notificationOf(JSON.parse(text) as LaunchPayload);
  await deliver(tenantId, notification);
  await publish(tenantId, notification);
  const { handoff_id, project_id } = notification;
  console.log(
    JSON.stringify({ message: "[NPD] production_manager_notified", tenant_id: tenantId, project_id, handoff_id }),
  );
};
