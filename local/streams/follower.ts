import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { setTimeout as pause } from "node:timers/promises";
import type { DataFolder } from "../data-folder.ts";
import { bell } from "./bell.ts";
import { deliver } from "./delivery.ts";
import { eventFilter } from "./event-filter.ts";
import { reportFailure } from "./failure-queue.ts";
import type { Invoke } from "../functions/functions.ts";
import type { LambdaFunction, Mapping } from "../template/model.ts";
import { readShard, shardIdsOf } from "./shards.ts";
import type { StreamPositions } from "./positions.ts";
import { streamArnOf, streamRecordOf, type StreamRecord } from "./record.ts";

export type Stream = { arn: string; label: string };

/** What follows one stream or several. */
export type RunningStreams = {
  /** Something may have been written: look now rather than at the next poll. */
  wake: () => void;
  /** Resolves when everything written before the call is delivered or given up. */
  delivered: () => Promise<void>;
  stop: () => Promise<void>;
};

type Follower = {
  mapping: Mapping;
  called: LambdaFunction;
  stream: Stream;
  client: DynamoDBStreamsClient;
  invoke: Invoke;
  positions: StreamPositions;
  data: DataFolder;
};
/** The records that pass the filter, and how far the shard was read for them. */
type Batch = { records: StreamRecord[]; readTo: string | undefined; closed: boolean };

const pollMilliseconds = 1_000;

/** Follows one table's stream for one event source mapping until it is stopped. */
export const streamFollower = (follower: Follower): RunningStreams => {
  const { mapping, called, stream, client, invoke, positions, data } = follower;
  const streamArn = streamArnOf(mapping.tableName, stream.label);
  const passes = eventFilter(mapping.filters);
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = () => signal.aborted;
  const startedAt = Date.now();
  const work = bell();
  const asked: (() => void)[] = [];
  let shardIds: string[] = [];

  const gather = async (ShardId: string, position: string | undefined): Promise<Batch> => {
    const batch: Batch = { records: [], readTo: undefined, closed: false };
    let windowEnds = Infinity;
    for (;;) {
      const next = work.next();
      const limit = mapping.batchSize - batch.records.length;
      const after = batch.readTo ?? position;
      const { records, closed } = await readShard(client, { StreamArn: stream.arn, ShardId, after, limit });
      batch.readTo = records.at(-1)?.dynamodb?.SequenceNumber ?? batch.readTo;
      batch.records.push(...records.map((record) => streamRecordOf(record, streamArn)).filter(passes));
      batch.closed = closed;
      if (batch.records.length > 0)
        windowEnds = Math.min(windowEnds, Date.now() + mapping.batchingWindowSeconds * 1_000);
      const isFull = batch.records.length >= mapping.batchSize;
      if (isFull || closed || isStopping() || Date.now() >= windowEnds) return batch;
      if (records.length > 0) continue;
      if (batch.records.length === 0) return batch;
      await next.orAfter(windowEnds - Date.now());
    }
  };

  /** Delivers what one shard holds; true if that was anything. */
  const drain = async (shardId: string): Promise<boolean> => {
    const reader = `${mapping.id} ${stream.arn} ${shardId}`;
    let found = false;
    for (;;) {
      const { records, readTo, closed } = await gather(shardId, positions.get(reader));
      await deliver(records, {
        mapping,
        signal,
        startedAt,
        invoke: (Records) => invoke(called.name, { Records }),
        advance: ({ dynamodb }) => {
          positions.set(reader, dynamodb.SequenceNumber);
        },
        giveUp: (surrender) => {
          reportFailure(data, { ...surrender, mapping, called, streamArn, shardId });
        },
      });
      if (closed) shardIds = [];
      if (readTo === undefined) return found;
      positions.set(reader, readTo);
      found = true;
    }
  };

  const round = async (): Promise<boolean> => {
    if (shardIds.length === 0) shardIds = await shardIdsOf(client, stream.arn);
    let found = false;
    for (const shardId of shardIds) found = (await drain(shardId)) || found;
    return found;
  };

  const follow = async (): Promise<void> => {
    while (!isStopping()) {
      const next = work.next();
      const hoping = asked.splice(0);
      try {
        if (await round()) {
          asked.push(...hoping);
          continue;
        }
        for (const tell of hoping) tell();
        await next.orAfter(pollMilliseconds);
      } catch (error) {
        asked.push(...hoping);
        if (isStopping()) return;
        // The engine is away or starting again; positions stand, so nothing is skipped.
        console.error(`The stream of ${mapping.tableName} cannot be read:`, (error as Error).message);
        await pause(200);
      }
    }
  };
  const following = follow();

  return {
    wake: work.ring,
    delivered: () =>
      new Promise((resolve) => {
        asked.push(() => {
          resolve();
        });
        work.ring();
      }),
    stop: async () => {
      stopping.abort();
      work.ring();
      await following;
    },
  };
};
