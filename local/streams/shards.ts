import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type _Record as EngineRecord,
  type DynamoDBStreamsClient,
} from "@aws-sdk/client-dynamodb-streams";

const mostRecordsAtOnce = 1_000;

/** The ids of a stream's shards, parents before their children. */
export const shardIdsOf = async (client: DynamoDBStreamsClient, StreamArn: string): Promise<string[]> => {
  const shardIds: string[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn, ...(from && { ExclusiveStartShardId: from }) }),
    );
    shardIds.push(...(StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []));
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from);
  return shardIds;
};

type Ask = { StreamArn: string; ShardId: string; after: string | undefined; limit: number };

/** A shard's records after a sequence number, or from its beginning; `closed` once there will never be another. */
export const readShard = async (
  client: DynamoDBStreamsClient,
  { StreamArn, ShardId, after, limit }: Ask,
): Promise<{ records: EngineRecord[]; closed: boolean }> => {
  const fromStart = () =>
    client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }));
  const onwards = (SequenceNumber: string) =>
    client
      .send(
        new GetShardIteratorCommand({
          StreamArn,
          ShardId,
          ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
          SequenceNumber,
        }),
      )
      .catch((error: unknown) => {
        if (error instanceof TrimmedDataAccessException) return fromStart();
        throw error;
      });
  const { ShardIterator } = await (after === undefined ? fromStart() : onwards(after));
  const { Records: records = [], NextShardIterator } = await client.send(
    new GetRecordsCommand({ ShardIterator, Limit: Math.min(limit, mostRecordsAtOnce) }),
  );
  return { records, closed: records.length === 0 && NextShardIterator === undefined };
};
