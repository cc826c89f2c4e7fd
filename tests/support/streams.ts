import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { readShard, shardIdsOf } from "../../local/streams/shards.ts";
import { streamRecordOf } from "../../local/streams/record.ts";

const streams = new DynamoDBStreamsClient(clientSettings(process.env.DYNAMODB_ENDPOINT ?? ""));

/** Everything that a table's stream has told since the table was made. */
export const recordsOf = async (table: "RECORDS_TABLE" | "LEDGER_TABLE"): Promise<DynamoDBRecord[]> => {
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: process.env[table] }));
  const StreamArn = Streams[0]?.StreamArn ?? "";
  const found: DynamoDBRecord[] = [];
  for (const ShardId of await shardIdsOf(streams, StreamArn)) {
    let after: string | undefined;
    for (;;) {
      const { records } = await readShard(streams, { StreamArn, ShardId, after, limit: 1_000 });
      if (records.length === 0) break;
      found.push(...records.map((record) => streamRecordOf(record, StreamArn)));
      after = records.at(-1)?.dynamodb?.SequenceNumber;
    }
  }
  return found;
};

/** Those of one tenant. */
export const recordsOfTenant = async (tenantId: string, table: "RECORDS_TABLE" | "LEDGER_TABLE" = "RECORDS_TABLE") =>
  (await recordsOf(table)).filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S?.startsWith(`TENANT#${tenantId}#`));
