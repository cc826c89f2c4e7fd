import { randomUUID } from "node:crypto";
import type { DataFolder } from "../data-folder.ts";

/** An error as SNS names it. */
export class SnsError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The file of the data folder that holds what was published to a topic: a JSON line each message. */
export const topicFile = (topicArn: string) => `topic-${topicArn.slice(topicArn.lastIndexOf(":") + 1)}.jsonl`;

const largestMessageBytes = 262_144;

/** Keeps a message and returns its id. @throws SnsError as SNS itself would refuse it */
export const publish = (data: DataFolder, topicArns: string[], form: URLSearchParams): string => {
  const [TopicArn, Message, Subject] = ["TopicArn", "Message", "Subject"].map((name) => form.get(name) ?? undefined);
  if (!TopicArn || !topicArns.includes(TopicArn)) throw new SnsError(404, "NotFound", "Topic does not exist");
  if (!Message) throw new SnsError(400, "InvalidParameter", "Invalid parameter: Empty message");
  if (Buffer.byteLength(Message) > largestMessageBytes)
    throw new SnsError(400, "InvalidParameter", "Invalid parameter: Message too long");
  if (Subject !== undefined && !/^[!-~][ -~]{0,98}$/.test(Subject))
    throw new SnsError(400, "InvalidParameter", "Invalid parameter: Subject");
  const message = { MessageId: randomUUID(), TopicArn, Subject, Message, MessageAttributes: attributesIn(form) };
  data.append(topicFile(TopicArn), JSON.stringify({ ...message, Timestamp: new Date().toISOString() }));
  return message.MessageId;
};

/** A list comes as `MessageAttributes.entry.1.Name`, `MessageAttributes.entry.1.Value.StringValue`, and so on. */
const attributesIn = (form: URLSearchParams): Record<string, { Type: string; Value: string }> => {
  const attributes: Record<string, { Type: string; Value: string }> = {};
  for (let at = 1; ; at += 1) {
    const entry = `MessageAttributes.entry.${at}`;
    const name = form.get(`${entry}.Name`);
    if (name === null) return attributes;
    attributes[name] = {
      Type: form.get(`${entry}.Value.DataType`) ?? "",
      Value: form.get(`${entry}.Value.StringValue`) ?? "",
    };
  }
};
