import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { dynamo } from "../../shared/ledger/client.ts";
import { checkpointKey, runHandoffKey } from "../../shared/ledger/keys.ts";
import { nameOf, type Table } from "../../shared/ledger/table.ts";
import { call, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, type RunUnderTest } from "../run-handoffs/given.ts";
import { deliverAll } from "./given.ts";
import { findingsIn, headKey, type Key, raw, reconcile } from "./tampering.ts";

describe("what somebody plants in the tables", () => {
  let who: Who;
  let it: RunUnderTest;
  beforeEach(async () => {
    who = someone("owner");
    it = await aRunHandedOff(who);
    await deliverAll(who.tenantId);
  });

  const plant = (table: Table, { pk, sk }: Key, attributes: object) =>
    dynamo.send(
      new PutItemCommand({ TableName: nameOf(table), Item: { pk: { S: pk }, sk: { S: sk }, ...attributes } }),
    );

  test.each<[what: string, found: object, act: () => Promise<unknown>]>([
    [
      "a ledger record with a number that JavaScript cannot hold",
      { item: "HANDOFF", what: "a ledger record is not in the log" },
      () => plant("LEDGER_TABLE", runHandoffKey(who.tenantId, "big"), { n: { N: "9007199254740993" } }),
    ],
    [
      "one with a number beyond every other",
      { item: "HANDOFF", what: "a ledger record is not in the log" },
      () => plant("LEDGER_TABLE", runHandoffKey(who.tenantId, "big"), { n: { N: "1e120" }, s: { NS: ["1e99"] } }),
    ],
    [
      "a ledger record that belongs to no aggregate",
      { what: "it belongs to no aggregate", item: "x" },
      () => plant("LEDGER_TABLE", { pk: `TENANT#${who.tenantId}#RUN#a#b`, sk: "x" }, {}),
    ],
    [
      "a ledger record under the tenant alone",
      { what: "it belongs to no aggregate", item: "x" },
      () => plant("LEDGER_TABLE", { pk: `TENANT#${who.tenantId}`, sk: "x" }, {}),
    ],
    [
      "a head that belongs to no aggregate",
      { what: "it belongs to no aggregate", item: "HEAD" },
      () => plant("RECORDS_TABLE", { pk: `TENANT#${who.tenantId}#elsewhere`, sk: "HEAD" }, {}),
    ],
    [
      "a head without a rev",
      { what: "the head was set back from rev 5", rev: 0, position: 4 },
      () => plant("RECORDS_TABLE", headKey(who, it.runId), { event: { S: "garbage" } }),
    ],
  ])("%s is found", async (_, found, act) => {
    await act();
    expect(findingsIn(await reconcile(who))).toMatchObject([found]);
  });

  test("a head of rev 3,000,000: what is missing before it is one finding", async () => {
    const head = await raw.get("RECORDS_TABLE", headKey(who, it.runId));
    const event = { ...(head.event as object), sealed: undefined };
    for (const rev of [2_999_999, 3_000_000]) await raw.put("RECORDS_TABLE", { ...head, event, rev });
    await deliverAll(who.tenantId);
    expect((await reconcile(who)).missing).toEqual([
      { subject: `run:${it.runId}`, what: "the changes up to rev 2999999 are not in the log", rev: 6 },
    ]);
  });

  test("a record outside every aggregate that is changed is an entry of the tenant whose key it is under", async () => {
    const key = { pk: `TENANT#${who.tenantId}#RUN#a#b`, sk: "x" };
    await raw.put("LEDGER_TABLE", { ...key, payload: "{}" });
    await raw.delete("LEDGER_TABLE", key);
    const { batchItemFailures, lines } = await deliverAll(who.tenantId);
    expect(batchItemFailures).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ event: "ledger_record_removed", subject: key.pk, item: "x" });
  });

  test.each([
    [
      "a note under a strange key",
      0,
      async () => {
        const { note } = await raw.get("RECORDS_TABLE", checkpointKey(who.tenantId, 5));
        await raw.put("RECORDS_TABLE", { ...checkpointKey(who.tenantId, 5), sk: "zzz", note });
      },
    ],
    [
      "a note of another tenant's log",
      5,
      async () => {
        const other = someone("owner");
        await aRunHandedOff(other);
        await deliverAll(other.tenantId);
        const { body: note } = await call(other, "GET /api/audit/checkpoint");
        await raw.set("RECORDS_TABLE", checkpointKey(who.tenantId, 5), "note", note);
      },
    ],
    ["a checkpoint that says nothing", 5, () => raw.put("RECORDS_TABLE", checkpointKey(who.tenantId, 5))],
  ])("%s is found, and nothing is signed", async (_, position, act) => {
    expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(200);
    await act();
    expect((await reconcile(who)).changed[0]).toMatchObject({ subject: "log", position });
    expect(await call(who, "GET /api/audit/checkpoint")).toMatchObject({
      status: 409,
      body: { error_code: "LOG_INCONSISTENT" },
    });
  });
});
