import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { eventRecord, isWithin, type Message, messagesIn, type Place } from "./redrive/message.ts";
import { reasonOf } from "./tree/read.ts";

/** What a Lambda answered to the records that it was brought. */
type Invoke = (functionArn: string, event: DynamoDBStreamEvent) => Promise<unknown>;

type Aws = {
  streams: (streamArn: string) => DynamoDBStreamsClient;
  invoke: Invoke;
};

/**
 * Brings what messages of a failure queue speak of to their Lambdas again, record by record, and says of each what became of it.
 * @param text what `aws sqs receive-message` printed, or one message's body
 * @returns 0 when every message may be deleted, 1 when one may not yet, 2 when the text holds no message
 */
export const redrive = async (text: string, aws: Aws, say: (line: string) => void): Promise<number> => {
  let messages: Message[];
  try {
    messages = messagesIn(text);
  } catch (error) {
    say(reasonOf(error));
    return 2;
  }
  let isAllDone = true;
  for (const message of messages) {
    const outcome = await bring(message, aws).catch((error: unknown) => ({ isDone: false, said: reasonOf(error) }));
    say(`${message.id}: ${outcome.said}. ${outcome.isDone ? "Delete the message." : "Keep the message."}`);
    isAllDone &&= outcome.isDone;
  }
  return isAllDone ? 0 : 1;
};

type Outcome = { isDone: boolean; said: string };

const bring = async ({ functionArn, place }: Message, { streams, invoke }: Aws): Promise<Outcome> => {
  const name = functionArn.split(":")[6] ?? functionArn;
  if (!place) return { isDone: true, said: `a run of ${name}, which the next run by its schedule makes good` };
  const refused: string[] = [];
  const records = await recordsAt(streams(place.streamArn), place);
  if (!records)
    return { isDone: true, said: "gone from the stream after 24 hours; reconciliation names what is missing" };
  for (const record of records) {
    const answer = (await invoke(functionArn, { Records: [record] })) as { batchItemFailures?: unknown[] } | null;
    if (answer?.batchItemFailures?.length !== 0) refused.push(record.dynamodb?.SequenceNumber ?? "");
  }
  const taken = `${name} took ${records.length - refused.length} of ${records.length} records`;
  const why = refused.length === 0 ? "" : `, and not ${refused.join(", ")}: its log says why`;
  return { isDone: refused.length === 0, said: taken + why };
};

/** The records at a place of a stream, as Lambda hands them over; undefined if the stream has them no more. */
const recordsAt = async (streams: DynamoDBStreamsClient, place: Place): Promise<DynamoDBRecord[] | undefined> => {
  const { streamArn: StreamArn, shardId: ShardId, first: SequenceNumber } = place;
  const found: DynamoDBRecord[] = [];
  try {
    const start = { StreamArn, ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber } as const;
    let { ShardIterator: next } = await streams.send(new GetShardIteratorCommand(start));
    while (next) {
      const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator: next }));
      const within = Records.filter((record) => isWithin(place, record));
      found.push(...within.map((record) => eventRecord(record, StreamArn)));
      const isPast = within.length < Records.length || found.at(-1)?.dynamodb?.SequenceNumber === place.last;
      next = isPast ? undefined : NextShardIterator;
    }
  } catch (error) {
    if (error instanceof TrimmedDataAccessException) return undefined;
    throw error;
  }
  if (found.length === 0) throw new Error("The stream has no record there");
  return found;
};
