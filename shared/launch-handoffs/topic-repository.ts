import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { publishedKey } from "../ledger/keys.ts";
import { putIfAbsent, query } from "../ledger/table.ts";
import type { Notification } from "./notification.ts";

const topic = new SNSClient(process.env.SNS_ENDPOINT ? { endpoint: process.env.SNS_ENDPOINT } : {});

/**
 * Publishes a notification to the topic, unless that was noted as done. Between the publishing and the note it may be done
 * twice, so subscribers are told the id.
 */
export const publish = async (tenantId: string, notification: Notification): Promise<void> => {
  const noted = publishedKey(tenantId, notification.id);
  if ((await query("RECORDS_TABLE", noted.pk)).length > 0) return;
  await topic.send(
    new PublishCommand({
      TopicArn: process.env.NOTIFICATION_TOPIC,
      Subject: subjectOf(notification),
      Message: JSON.stringify({ tenant_id: tenantId, ...notification }),
      MessageAttributes: {
        tenant_id: { DataType: "String", StringValue: tenantId },
        recipient_role: { DataType: "String", StringValue: notification.recipient_role },
      },
    }),
  );
  await putIfAbsent("RECORDS_TABLE", noted);
};

const LONGEST_SUBJECT = 99;

/** SNS takes fewer than 100 characters of ASCII, the first of them a letter or a digit. */
const subjectOf = ({ subject }: Notification): string =>
  subject.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, LONGEST_SUBJECT);
