import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { nameOf } from "../../shared/ledger/table.ts";
import { readShard, shardIdsOf } from "../../local/streams/shards.ts";
import { streamRecordOf } from "../../local/streams/record.ts";

const streams = new DynamoDBStreamsClient(clientSettings(process.env.DYNAMODB_ENDPOINT ?? ""));

type Table = "RECORDS_TABLE" | "LEDGER_TABLE";
/** What a stream has told so far, and where each of its shards goes on: it is never read twice. */
type Told = { arn: string; records: DynamoDBRecord[]; places: Map<string, string> };
/** By the name of the table: a test may make new ones. */
const told = new Map<string, Promise<Told>>();

const open = async (TableName: string): Promise<Told> => {
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName }));
  return { arn: Streams[0]?.StreamArn ?? "", records: [], places: new Map() };
};

const readOn = async (stream: Told): Promise<Told> => {
  const { arn: StreamArn, records: known, places } = stream;
  for (const ShardId of await shardIdsOf(streams, StreamArn)) {
    for (;;) {
      const { records } = await readShard(streams, { StreamArn, ShardId, after: places.get(ShardId), limit: 1_000 });
      if (records.length === 0) break;
      known.push(...records.map((record) => streamRecordOf(record, StreamArn)));
      places.set(ShardId, records.at(-1)?.dynamodb?.SequenceNumber ?? "");
    }
  }
  return stream;
};

/** Everything that a table's stream has told since the table was made. */
export const recordsOf = async (table: Table): Promise<DynamoDBRecord[]> => {
  const name = nameOf(table);
  const reading = (told.get(name) ?? open(name)).then(readOn);
  told.set(name, reading);
  return (await reading).records;
};

/** Those of one tenant. */
export const recordsOfTenant = async (tenantId: string, table: Table = "RECORDS_TABLE"): Promise<DynamoDBRecord[]> =>
  (await recordsOf(table)).filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S?.startsWith(`TENANT#${tenantId}#`));
