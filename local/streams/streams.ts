import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { clientSettings } from "../engine/client-settings.ts";
import type { DataFolder } from "../data-folder.ts";
import type { Invoke } from "../functions/functions.ts";
import type { Model } from "../template/model.ts";
import { type RunningStreams, type Stream, streamFollower } from "./follower.ts";
import { streamPositions } from "./positions.ts";

type Streams = { model: Model; endpoint: string; invoke: Invoke; data: DataFolder };
/** Runs the templates' event source mappings: every change of a table reaches its functions, in order, at least once. */
export const runStreams = async ({ model, endpoint, invoke, data }: Streams): Promise<RunningStreams> => {
  const client = new DynamoDBStreamsClient(clientSettings(endpoint));
  const positions = streamPositions(data);
  const labels = await streamLabels([...new Set(model.mappings.map(({ tableName }) => tableName))], endpoint);
  const followers = model.mappings.map((mapping) => {
    const stream = labels.get(mapping.tableName);
    const called = model.functions.find(({ name }) => name === mapping.functionName);
    if (!stream || !called) throw new Error(`Table ${mapping.tableName} has no stream for ${mapping.functionName}`);
    return streamFollower({ mapping, called, stream, client, invoke, positions, data });
  });
  const wake = () => {
    for (const follower of followers) follower.wake();
  };
  return {
    wake,
    delivered: async () => {
      await Promise.all(followers.map((follower) => follower.delivered()));
    },
    stop: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
      client.destroy();
    },
  };
};

const streamLabels = async (tableNames: string[], endpoint: string): Promise<Map<string, Stream>> => {
  const dynamodb = new DynamoDBClient(clientSettings(endpoint));
  const streams = new Map<string, Stream>();
  for (const name of tableNames) {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.LatestStreamArn && Table.LatestStreamLabel)
      streams.set(name, { arn: Table.LatestStreamArn, label: Table.LatestStreamLabel });
  }
  dynamodb.destroy();
  return streams;
};
