import { inboxPartition, notificationKey } from "../ledger/keys.ts";
import { putIfAbsent, query } from "../ledger/table.ts";
import { Notification } from "./notification.ts";

/** Puts a notification into its role's inbox. It has one place, so that it is there once however often it is put. */
export const deliver = async (tenantId: string, notification: Notification): Promise<void> => {
  const { recipient_role, created_at, id } = notification;
  const key = notificationKey(tenantId, recipient_role, created_at, id);
  await putIfAbsent("RECORDS_TABLE", { ...key, json: JSON.stringify(notification) });
};

type Page = { after: string | undefined; limit: number };

/** One page of a role's inbox, newest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  role: string,
  page: Page,
): Promise<{ notifications: Notification[]; next: string | undefined }> => {
  const rows = await query("RECORDS_TABLE", inboxPartition(tenantId, role), { ...page, newestFirst: true });
  return {
    notifications: rows.map(({ json }) => Notification.parse(JSON.parse(json as string))),
    next: rows.length === page.limit ? rows.at(-1)?.sk : undefined,
  };
};
