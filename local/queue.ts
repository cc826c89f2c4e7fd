import { randomUUID } from "node:crypto";
import type { DataFolder } from "./data-folder.ts";

/** The file of the data folder that stands for a queue: a JSON line each message. */
export const queueFile = (queue: string) => `queue-${queue}.jsonl`;

export const sendToQueue = (data: DataFolder, queue: string, body: object): void => {
  const message = { MessageId: randomUUID(), SentTimestamp: String(Date.now()), Body: JSON.stringify(body) };
  data.append(queueFile(queue), JSON.stringify(message));
};
