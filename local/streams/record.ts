import type { AttributeValue, _Record as EngineRecord } from "@aws-sdk/client-dynamodb-streams";
import type { AttributeValue as EventValue, DynamoDBRecord } from "aws-lambda";
import { hash } from "node:crypto";
import { account, region } from "../template/intrinsics.ts";

export type StreamRecord = DynamoDBRecord & {
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime: number };
};

/** A record of the engine's stream as Lambda hands it to a function: times in seconds, binary as base64. */
export const streamRecordOf = (record: EngineRecord, streamArn: string): StreamRecord => {
  const { Keys, NewImage, OldImage, ApproximateCreationDateTime, SequenceNumber = "", ...rest } = record.dynamodb ?? {};
  const { userIdentity } = record;
  return {
    // The engines number events within a table; on AWS no two records share an id.
    eventID: hash("md5", `${streamArn} ${SequenceNumber}`),
    ...(record.eventName && { eventName: record.eventName }),
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1_000),
      ...(Keys && { Keys: image(Keys) }),
      ...(NewImage && { NewImage: image(NewImage) }),
      ...(OldImage && { OldImage: image(OldImage) }),
      SequenceNumber,
      SizeBytes: rest.SizeBytes ?? 0,
      StreamViewType: rest.StreamViewType ?? "NEW_AND_OLD_IMAGES",
    },
    ...(userIdentity && { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } }),
    eventSourceARN: streamArn,
  };
};

/** The ARN that functions see: the engines put names of their own in place of region and account. */
export const streamArnOf = (tableName: string, label: string): string =>
  `arn:aws:dynamodb:${region}:${account}:table/${tableName}/stream/${label}`;

const image = (item: Record<string, AttributeValue>): Record<string, EventValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

const plain = (value: AttributeValue): EventValue => {
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64) };
  if (value.L) return { L: value.L.map(plain) };
  if (value.M) return { M: image(value.M) };
  return value;
};

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
