import { DynamoDBClient, PutItemCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, inject, test } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { createTables } from "../../local/engine/tables.ts";
import { queueFile } from "../../local/queue.ts";
import type { RunningStreams } from "../../local/streams/follower.ts";
import { runStreams } from "../../local/streams/streams.ts";
import type { Mapping, Model } from "../../local/template/model.ts";

const endpoint = inject("dynamodbEndpoint");
const dynamodb = new DynamoDBClient(clientSettings(endpoint));
const running: RunningStreams[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((streams) => streams.stop()));
});

type Seen = DynamoDBStreamEvent["Records"];
const idsOf = (records: Seen) => records.map(({ dynamodb: change }) => change?.Keys?.id?.S);

/** A table of its own, followed by a function that the test writes. */
const givenATable = async (settings: Partial<Mapping> = {}) => {
  const tableName = `streams-${randomUUID()}`;
  const data = openDataFolder(":memory:");
  const mapping: Mapping = {
    id: "mapping",
    tableName,
    functionName: "recorder",
    batchSize: 10,
    batchingWindowSeconds: 0,
    bisectsOnError: true,
    retryAttempts: 0,
    maximumRecordAgeSeconds: -1,
    reportsItemFailures: true,
    filters: [],
    failureQueue: "failures",
    ...settings,
  };
  const recorder = {
    name: "recorder",
    arn: "arn:recorder",
    entry: "",
    handler: "",
    environment: {},
    timeoutSeconds: 3,
    memoryMegabytes: 128,
  };
  const table = {
    name: tableName,
    keySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
    attributes: [{ AttributeName: "id", AttributeType: "S" as const }],
    globalIndexes: [],
    localIndexes: [],
    streamViewType: "NEW_AND_OLD_IMAGES" as const,
    timeToLiveAttribute: undefined,
  };
  await createTables([table], endpoint);
  const model = { tables: [table], functions: [recorder], mappings: [mapping] } as unknown as Model;
  return {
    data,
    put: (id: string, more: Record<string, AttributeValue> = {}) =>
      dynamodb.send(new PutItemCommand({ TableName: tableName, Item: { id: { S: id }, ...more } })),
    follow: async (take: (records: Seen) => unknown) => {
      const invoke = async (_: string, event: unknown) => take((event as DynamoDBStreamEvent).Records);
      const streams = await runStreams({ model, endpoint, invoke, data });
      running.push(streams);
      return streams;
    },
  };
};

describe("an event source mapping", () => {
  test("hands over every change from the stream's beginning, in order, in batches", async () => {
    const { put, follow } = await givenATable();
    const ids = Array.from({ length: 25 }, (_, index) => `item-${String(index)}`);
    for (const id of ids) await put(id);
    const batches: Seen[] = [];
    const streams = await follow((records) => void batches.push(records));
    await streams.delivered();
    expect(batches.flatMap(idsOf)).toEqual(ids);
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  test("hands over a record as Lambda does", async () => {
    const { put, follow } = await givenATable();
    await put("a", { bytes: { B: Buffer.from("hi") }, deep: { L: [{ M: { set: { BS: [Buffer.from("x")] } } }] } });
    await put("a", { count: { N: "1" } });
    const seen: Seen = [];
    await (await follow((records) => void seen.push(...records))).delivered();
    expect(seen).toMatchObject([
      {
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        eventSourceARN: expect.stringMatching(/^arn:aws:dynamodb:us-east-1:000000000000:table\/streams-.+\/stream\/.+/),
        dynamodb: {
          Keys: { id: { S: "a" } },
          NewImage: { bytes: { B: "aGk=" }, deep: { L: [{ M: { set: { BS: ["eA=="] } } }] } },
          StreamViewType: "NEW_AND_OLD_IMAGES",
        },
      },
      { eventName: "MODIFY", dynamodb: { OldImage: { bytes: { B: "aGk=" } }, NewImage: { count: { N: "1" } } } },
    ]);
    const seconds = Number(seen[0]?.dynamodb?.ApproximateCreationDateTime);
    expect(Math.abs(seconds - Date.now() / 1_000)).toBeLessThan(60);
    expect(new Set(seen.map(({ eventID }) => eventID)).size).toBe(2);
  });

  test("keeps a poison record's place in the failure queue, and the shard goes on", async () => {
    const { put, follow, data } = await givenATable();
    for (const id of ["a", "poison", "b", "c"]) await put(id);
    const taken: unknown[] = [];
    const streams = await follow((records) => {
      const poison = records.find(({ dynamodb: change }) => change?.Keys?.id?.S === "poison");
      if (poison) return { batchItemFailures: [{ itemIdentifier: poison.dynamodb?.SequenceNumber }] };
      taken.push(...idsOf(records));
    });
    await streams.delivered();
    expect(taken).toEqual(["b", "c"]);
    const [message] = (data.read(queueFile("failures")) ?? "").split("\n");
    const { Body } = JSON.parse(message ?? "") as { Body: string };
    expect(JSON.parse(Body)).toMatchObject({
      requestContext: { functionArn: "arn:recorder", condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: "2", endSequenceNumber: "2" },
    });
  });

  test("hands over only what its filters let pass, and does not come back to the rest", async () => {
    const { put, follow } = await givenATable({ filters: ['{"dynamodb":{"Keys":{"id":{"S":[{"prefix":"head"}]}}}}'] });
    for (const id of ["row-1", "head-1", "row-2"]) await put(id);
    const seen: unknown[] = [];
    const streams = await follow((records) => void seen.push(...idsOf(records)));
    await streams.delivered();
    await put("head-2");
    await streams.delivered();
    expect(seen).toEqual(["head-1", "head-2"]);
  });

  test("fills a batch during its window", async () => {
    const { put, follow } = await givenATable({ batchSize: 2, batchingWindowSeconds: 60 });
    const batches: unknown[] = [];
    const streams = await follow((records) => void batches.push(idsOf(records)));
    await put("a");
    streams.wake();
    await put("b");
    await streams.delivered();
    expect(batches).toEqual([["a", "b"]]);
  });

  test("goes on where it was after a crash, delivering again what was not acknowledged", async () => {
    const { put, follow } = await givenATable({ batchSize: 1 });
    await put("a");
    await (await follow(() => undefined)).delivered();
    await put("b");
    const crashed = Promise.withResolvers<undefined>();
    const before = await follow(() => {
      crashed.resolve(undefined);
      return new Promise(() => undefined);
    });
    before.wake();
    await crashed.promise;
    running.splice(running.indexOf(before), 1);

    const seen: unknown[] = [];
    await (await follow((records) => void seen.push(...idsOf(records)))).delivered();
    expect(seen).toEqual(["b"]);
  });
});
