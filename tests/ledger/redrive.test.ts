import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { describe, expect, test, vi } from "vitest";
import { eventRecord, messagesIn } from "../../cli/redrive/message.ts";
import { redrive } from "../../cli/redrive.ts";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { shardIdsOf } from "../../local/streams/shards.ts";
import { runOf, run } from "../run-handoffs/given.ts";
import { call, someone } from "../support/call.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { wake } from "./given.ts";

const streams = new DynamoDBStreamsClient(clientSettings(process.env.DYNAMODB_ENDPOINT ?? ""));
const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:append-audit-entries";
const requestContext = { requestId: "r-1", functionArn, condition: "RetryAttemptsExhausted" };
const aws = {
  streams: () => streams,
  invoke: (_: string, { Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => wake(Records),
};

/** What a message of the failure queue says of records. */
const bodyOf = (at: { streamArn: string; shardId: string; first: string; last?: string }) =>
  JSON.stringify({
    requestContext,
    DDBStreamBatchInfo: {
      streamArn: at.streamArn,
      shardId: at.shardId,
      startSequenceNumber: at.first,
      endSequenceNumber: at.last ?? at.first,
      batchSize: 1,
    },
  });
const received = (...bodies: string[]) =>
  JSON.stringify({ Messages: bodies.map((Body, at) => ({ MessageId: `m-${at + 1}`, ReceiptHandle: "h", Body })) });

/** A run that was made and changed, and the places of both changes in the stream. */
const aChangedRun = async () => {
  const who = someone("owner");
  const it = runOf(who);
  await it.putRun({ body: run });
  await it.putRun({ body: { ...run, name: "Boiler checks, south blocks" } });
  const heads = (await recordsOfTenant(who.tenantId)).filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === "HEAD");
  const streamArn = heads[0]?.eventSourceARN ?? "";
  const [shardId = ""] = await shardIdsOf(streams, streamArn);
  const places = heads.map(({ dynamodb }) => ({ streamArn, shardId, first: dynamodb?.SequenceNumber ?? "" }));
  const audit = async () => (await call(who, "GET /api/audit")).body.entries as Record<string, unknown>[];
  return { who, places, audit };
};

const said = async (text: string, using = aws) => {
  const lines: string[] = [];
  const code = await redrive(text, using, (line) => lines.push(line));
  return { code, lines };
};

describe("the messages of a failure queue", () => {
  test("bring their records to the log as the stream would have: a change of a head is a commit, and no tampering", async () => {
    const { places, audit } = await aChangedRun();
    const [made, changed] = places.map(bodyOf);
    expect(await said(received(made ?? "", changed ?? ""))).toEqual({
      code: 0,
      lines: [
        "m-1: append-audit-entries took 1 of 1 records. Delete the message.",
        "m-2: append-audit-entries took 1 of 1 records. Delete the message.",
      ],
    });
    const entries = await audit();
    expect(entries.map(({ event, rev }) => [event, rev])).toEqual([
      ["n3_run_updated", 2],
      ["n3_run_created", 1],
    ]);
    expect((await said(received(changed ?? ""))).code).toBe(0);
    expect(await audit()).toEqual(entries);
  });

  test("bring all records between the first and the last", async () => {
    const { places, audit } = await aChangedRun();
    const [first, last] = places;
    if (!first || !last) throw new Error("There are two");
    const { code, lines } = await said(bodyOf({ ...first, last: last.first }));
    expect([code, lines]).toEqual([
      0,
      [expect.stringMatching(/^r-1: append-audit-entries took (\d+) of \1 records\./)],
    ]);
    expect((await audit()).map(({ rev }) => rev)).toEqual([2, 1]);
  });

  test("are kept while a record is refused, and the record is named", async () => {
    const { places, audit } = await aChangedRun();
    const [first] = places;
    if (!first) throw new Error("There is one");
    const invoke = async (_: string, { Records }: DynamoDBStreamEvent) => ({
      batchItemFailures: Records.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? "" })),
    });
    expect(await said(bodyOf(first), { ...aws, invoke })).toEqual({
      code: 1,
      lines: [
        `r-1: append-audit-entries took 0 of 1 records, and not ${first.first}: its log says why. Keep the message.`,
      ],
    });
    const fail = () => Promise.reject(new Error("AccessDenied"));
    expect(await said(bodyOf(first), { ...aws, invoke: fail })).toEqual({
      code: 1,
      lines: ["r-1: AccessDenied. Keep the message."],
    });
    expect(await audit()).toEqual([]);
  });

  test("of a run by a schedule bring nothing: the next run does what it was to do", async () => {
    const archive = functionArn.replace("append-audit-entries", "archive-checkpoints:$LATEST");
    const body = { requestContext: { ...requestContext, functionArn: archive }, requestPayload: {}, version: "1.0" };
    const invoke = vi.fn();
    expect(await said(JSON.stringify(body), { ...aws, invoke })).toEqual({
      code: 0,
      lines: ["r-1: a run of archive-checkpoints, which the next run by its schedule makes good. Delete the message."],
    });
    expect(invoke).not.toHaveBeenCalled();
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"Messages":[{"MessageId":"m","Body":"x"}]}',
    bodyOf({ streamArn: "arn:aws:s3:::a", shardId: "s", first: "1" }),
  ])("are told from other texts: %s", async (text) => {
    expect(await said(text)).toEqual({ code: 2, lines: [expect.stringContaining("no message of a failure queue")] });
  });

  test("say when the stream has the record no more, and when it never had it", async () => {
    const { places } = await aChangedRun();
    const [place] = places;
    if (!place) throw new Error("There is one");
    const trimmed = new TrimmedDataAccessException({ message: "trimmed", $metadata: {} });
    const send = vi.spyOn(streams, "send").mockRejectedValueOnce(trimmed);
    expect(await said(bodyOf(place))).toMatchObject({ code: 0, lines: [expect.stringMatching(/^r-1: gone from/)] });
    send.mockRestore();
    const { code, lines } = await said(bodyOf({ ...place, first: "9".repeat(30) }));
    expect([code, lines]).toEqual([1, [expect.stringMatching(/Keep the message\.$/)]]);
  });

  test("of an empty queue are none", () => {
    expect(messagesIn('{"Messages":[]}')).toEqual([]);
  });
});

test("a record of GetRecords becomes what Lambda hands over", async () => {
  const { places } = await aChangedRun();
  const { streamArn: StreamArn = "", shardId: ShardId = "", first: SequenceNumber = "" } = places[1] ?? {};
  const start = { StreamArn, ShardId, SequenceNumber, ShardIteratorType: "AT_SEQUENCE_NUMBER" } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const [record] = (await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }))).Records ?? [];
  if (!record) throw new Error("The stream has it");
  expect(record).not.toHaveProperty("eventSourceARN");
  const event = eventRecord(record, StreamArn);
  expect(event).toMatchObject({
    eventName: "MODIFY",
    eventSourceARN: StreamArn,
    dynamodb: { SequenceNumber, Keys: { sk: { S: "HEAD" } } },
  });
  expect(event.dynamodb?.ApproximateCreationDateTime).toBeGreaterThan(1_700_000_000);
  expect(event.dynamodb?.ApproximateCreationDateTime).toBeLessThan(10_000_000_000);
});
