import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod/mini";

/** Where in a stream the records are that a Lambda could not take. */
export type Place = { streamArn: string; shardId: string; first: string; last: string };

/** A message of a failure queue. One without a place speaks of a run by a schedule, which came with no records. */
export type Message = { id: string; functionArn: string; place: Place | undefined };

const SequenceNumber = z.string().check(z.regex(/^\d{1,40}$/));
const Body = z.object({
  requestContext: z.object({ requestId: z.string(), functionArn: z.string().check(z.startsWith("arn:")) }),
  DDBStreamBatchInfo: z.optional(
    z.object({
      streamArn: z.string().check(z.regex(/^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\//)),
      shardId: z.string(),
      startSequenceNumber: SequenceNumber,
      endSequenceNumber: SequenceNumber,
    }),
  ),
});
const Received = z.object({ Messages: z.array(z.object({ MessageId: z.string(), Body: z.string() })) });

/**
 * The messages that a text holds: what `aws sqs receive-message` prints, or one message's body.
 * @throws when it holds anything else
 */
export const messagesIn = (text: string): Message[] => {
  const read = <T>(schema: z.ZodMiniType<T>, json: string): T | undefined => {
    try {
      return schema.safeParse(JSON.parse(json)).data;
    } catch {
      return undefined;
    }
  };
  const bodies = read(Received, text)?.Messages.map(({ MessageId, Body: body }) => ({ id: MessageId, body })) ?? [
    { id: undefined, body: text },
  ];
  return bodies.map(({ id, body }) => {
    const found = read(Body, body);
    if (!found) throw new Error(`This is no message of a failure queue: ${body.slice(0, 200)}`);
    const { requestContext: context, DDBStreamBatchInfo: at } = found;
    const place = at && {
      streamArn: at.streamArn,
      shardId: at.shardId,
      first: at.startSequenceNumber,
      last: at.endSequenceNumber,
    };
    return { id: id ?? context.requestId, functionArn: context.functionArn, place };
  });
};

/** Whether a record is between the first and the last of a place, both included. */
export const isWithin = ({ first, last }: Place, { dynamodb }: StreamRecord): boolean => {
  const number = BigInt(dynamodb?.SequenceNumber ?? -1);
  return BigInt(first) <= number && number <= BigInt(last);
};

/**
 * A record as Lambda hands it over: GetRecords leaves out of which stream it is, and tells the time in another way. No item of ours
 * has bytes, which would differ too.
 */
export const eventRecord = (record: StreamRecord, eventSourceARN: string): DynamoDBRecord => {
  const { userIdentity: _, dynamodb, ...rest } = record;
  const ApproximateCreationDateTime = (dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1_000;
  const event = { ...rest, dynamodb: { ...dynamodb, ApproximateCreationDateTime }, eventSourceARN };
  return JSON.parse(JSON.stringify(event)) as DynamoDBRecord;
};
