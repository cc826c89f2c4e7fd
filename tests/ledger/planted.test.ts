import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  checkpointKey,
  chunkKey,
  logPartition,
  nodeKey,
  runHandoffKey,
  SEGMENTS,
  segmentKey,
} from "../../shared/ledger/keys.ts";
import { pack, unpack } from "../../shared/ledger/log/entry-bundle.ts";
import { extend, rootOf } from "../../shared/ledger/log/merkle.ts";
import { entryBytes } from "../../shared/ledger/log/segment-repository.ts";
import { isConsistent } from "../../shared/ledger/proof/proof.ts";
import { itemOf } from "../../shared/ledger/log/segment.ts";
import { dynamo } from "../../shared/ledger/client.ts";
import { nameOf, type Table } from "../../shared/ledger/table.ts";
import { call, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, type RunUnderTest } from "../run-handoffs/given.ts";
import { anArchive } from "./archive.ts";
import { deliverAll, fillLog } from "./given.ts";
import { findingsIn, flipped, headKey, type Key, raw, reconcile, remember } from "./tampering.ts";

let who: Who;

describe("the hourly run", () => {
  let archive: Awaited<ReturnType<typeof anArchive>>;
  beforeAll(async () => {
    archive = await anArchive();
  });

  test("goes on to the other tenants after one whose log is garbage, and counts the tampering", async () => {
    const [broken, whole, wiped] = [someone("owner"), someone("owner"), someone("owner")];
    for (const each of [broken, whole, wiped]) {
      await aRunHandedOff(each);
      await deliverAll(each.tenantId);
    }
    await archive.run();
    await raw.set("AUDIT_TABLE", segmentKey(broken.tenantId, 0), "entries", Buffer.from("garbage"));
    for (const table of ["RECORDS_TABLE", "LEDGER_TABLE", "AUDIT_TABLE"] as const)
      await raw.empty(table, wiped.tenantId);
    await aRunHandedOff(whole);
    await deliverAll(whole.tenantId);
    await raw.put("LEDGER_TABLE", { pk: "nobody's", sk: "x" });
    const { of, lines, hasFailed } = await archive.run();
    await raw.delete("LEDGER_TABLE", { pk: "nobody's", sk: "x" });
    expect(hasFailed).toBe(true);
    for (const each of [broken, wiped])
      expect(of(each)).toContainEqual(expect.objectContaining({ message: "archive_failed" }));
    expect(of(wiped)).toContainEqual(
      expect.objectContaining({ position: 0, what: expect.stringContaining("5 entries") }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ tenant_id: "", subject: "nobody's" }));
    expect(lines).toContainEqual(expect.objectContaining({ LedgerTampered: 1 }));
    expect(await archive.keys()).toContain(`checkpoints/${whole.tenantId}/999999999989-000000000010`);
  });

  test("makes again the index and the hashes that a death left out", async () => {
    who = someone("owner");
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    await fillLog(who.tenantId, 1_095, 0, 1);
    const derived = [chunkKey(who.tenantId, 0), nodeKey(who.tenantId, 8, 1)];
    const before = await Promise.all(derived.map((key) => raw.get("AUDIT_TABLE", key)));
    for (const key of derived) await raw.delete("AUDIT_TABLE", key);
    await archive.run();
    expect(await Promise.all(derived.map((key) => raw.get("AUDIT_TABLE", key)))).toEqual(before);
  });
});

/** Every route of the log, in a log of 1,100 entries. */
const everyRoute = (digest: string): [route: string, sent: object][] => [
  ["GET /api/audit", { query: { limit: "100" } }],
  ["GET /api/audit", { query: { subject: "run:s3" } }],
  ["GET /api/audit", { query: { actor: "a1", from: "2001-01-01T00:00:00Z" } }],
  ["GET /api/audit/{index}", { params: { index: "5" } }],
  ["GET /api/audit/{index}", { params: { index: "1099" } }],
  ["GET /api/audit/{index}/proof", { params: { index: "5" } }],
  ["GET /api/audit/{index}/proof", { params: { index: "5" }, query: { size: "700" } }],
  ["GET /api/audit/consistency", { query: { from: "300", to: "1000" } }],
  ["GET /api/audit/checkpoint", {}],
  ["GET /api/audit/tile/{path+}", { params: { path: "0/000" } }],
  ["GET /api/audit/tile/{path+}", { params: { path: "1/000.p/4" } }],
  ["GET /api/audit/tile/{path+}", { params: { path: "entries/000" } }],
  ["GET /api/audit/reconcile", {}],
  ["GET /api/ledger/{digest}", { params: { digest } }],
  ["GET /api/ledger/{digest}/bundle", { params: { digest } }],
];

describe("what somebody plants in a log of 1,100 entries", () => {
  const victim = someone("owner");
  let digest: string;
  let undo: () => Promise<void>;
  beforeAll(async () => {
    const it = await aRunHandedOff(victim);
    ({ digest } = (await it.getHandoff()).body);
    await deliverAll(victim.tenantId);
    await fillLog(victim.tenantId, 1_095, 0, 1);
    await call(victim, "GET /api/audit/checkpoint");
    undo = await remember(victim);
  });
  beforeEach(() => {
    who = victim;
  });
  afterEach(() => undo());

  const segment = (start: number) => segmentKey(who.tenantId, start);
  const stray = (sk: string): Key => ({ pk: logPartition(who.tenantId), sk });
  const otherThan = async (key: Key, changes: object) => {
    await raw.put("AUDIT_TABLE", { ...(await raw.get("AUDIT_TABLE", key)), ...changes });
  };
  /** Entries that are whole in themselves, and no leaves. */
  const noLeaves = () => {
    const entries = Array.from({ length: 100 }, () => Buffer.from('{"unreadable":{"position":0},"rev":"no"}'));
    return itemOf(who.tenantId, { start: 105, size: 205, edge: [], at: "", entries }).entries;
  };

  test.each<[what: string, position: number, act: () => Promise<unknown>]>([
    ["entries that do not inflate", 105, () => otherThan(segment(105), { entries: Buffer.from("garbage") })],
    ["entries that are no leaves", 105, () => otherThan(segment(105), { entries: noLeaves() })],
    ["entries that are a text", 1_005, () => otherThan(segment(1_005), { entries: "text" })],
    ["a segment without an edge", 1_005, () => raw.put("AUDIT_TABLE", { ...segment(1_005), size: 1_100, at: "" })],
    ["an edge cut short", 1_005, () => otherThan(segment(1_005), { edge: Buffer.alloc(33) })],
    ["a size that is no number", 405, () => otherThan(segment(405), { size: "many" })],
    ["a segment under a strange key", 1_100, () => raw.put("AUDIT_TABLE", stray(`${SEGMENTS}what`))],
    ["a node without a hash", 512, () => raw.put("AUDIT_TABLE", nodeKey(who.tenantId, 8, 2))],
    ["a node of a hash cut short", 0, () => otherThan(nodeKey(who.tenantId, 8, 0), { hash: Buffer.alloc(31) })],
    ["a node under a strange key", 0, () => raw.put("AUDIT_TABLE", { ...stray("node#99#x"), hash: "h" })],
    ["an index without attributes", 0, () => raw.put("AUDIT_TABLE", chunkKey(who.tenantId, 0))],
    ["a junk index", 0, () => otherThan(chunkKey(who.tenantId, 0), { index: Buffer.from("junk") })],
    ["an item that is no part of a log", 0, () => raw.put("AUDIT_TABLE", stray("zzz"))],
  ])("%s: every route answers, none with 5xx, and entry %i is named first", async (_, position, act) => {
    await act();
    for (const [route, sent] of everyRoute(digest)) {
      const { status, body } = await call(who, route, sent);
      expect([route, status, status === 409 ? body.error_code : ""]).toEqual([
        route,
        expect.toBeOneOf([200, 409]),
        status === 409 ? "LOG_INCONSISTENT" : "",
      ]);
    }
    const ofLog = (await reconcile(who)).changed.filter(({ subject }) => subject === "log");
    expect(ofLog[0]).toMatchObject({ position });
  });

  test.each<[what: string, act: () => Promise<unknown>]>([
    [
      "an entry",
      async () => {
        const { entries } = await raw.get("AUDIT_TABLE", segment(305));
        const [first = Buffer.alloc(0), ...others] = unpack(entries as Buffer);
        const forged = Buffer.from(first.toString().replace('"actor_id":"a', '"actor_id":"e'));
        await otherThan(segment(305), { entries: pack([forged, ...others]) });
      },
    ],
    [
      "a tile's hash",
      async () => {
        const { hash } = await raw.get("AUDIT_TABLE", nodeKey(who.tenantId, 8, 1));
        await otherThan(nodeKey(who.tenantId, 8, 1), { hash: flipped(hash) });
      },
    ],
  ])("another byte in %s: no proof is given that does not hold, whatever its size", async (_, act) => {
    const entries = await entryBytes(who.tenantId, 0, 1_100);
    const rootAt = (size: number) => rootOf(extend([], 0, entries.slice(0, size)));
    await act();
    const refused = { error_code: "LOG_INCONSISTENT", detail: expect.stringMatching(/from its entry (305|256) on/) };
    let refusals = 0;
    for (const [index, size] of [
      [400, 600],
      [5, 800],
      [700, 1_024],
      [306, 1_100],
    ] as const) {
      const sent = { params: { index: String(index) }, query: { size: String(size) } };
      const { status, body } = await call(who, "GET /api/audit/{index}/proof", sent);
      if (status === 200) expect(body.root_hash).toBe(rootAt(size).toString("base64"));
      else expect(body).toMatchObject(refused);
      refusals += status === 200 ? 0 : 1;
    }
    for (const [from, to] of [
      [300, 600],
      [256, 900],
      [700, 1_100],
      [306, 307],
      [0, 400],
    ] as const) {
      const query = { from: String(from), to: String(to) };
      const { status, body } = await call(who, "GET /api/audit/consistency", { query });
      const [before, after] = [from, to].map((size) => ({ size, root: rootAt(size) })) as [Whole, Whole];
      if (status === 200) expect(isConsistent(before, after, body.hashes.map(bytesOf))).toBe(true);
      else expect(body).toMatchObject(refused);
      refusals += status === 200 ? 0 : 1;
    }
    expect(refusals).toBeGreaterThan(3);
  });
});

type Whole = { size: number; root: Buffer };
const bytesOf = (hash: string): Buffer => Buffer.from(hash, "base64");

describe("what somebody plants in the tables", () => {
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

test("a change whose entry would be too long goes to the failure queue alone", async () => {
  who = someone("owner");
  await aRunHandedOff(who);
  const long = await raw.get("RECORDS_TABLE", headKey(who, (await aRunHandedOff(who)).runId));
  const head = {
    ...headKey(who, "long"),
    rev: 1,
    part_revs: {},
    event: { ...(long.event as object), fact: "x".repeat(66_000) },
  };
  await raw.put("RECORDS_TABLE", head);
  const { batchItemFailures, metrics } = await deliverAll(who.tenantId);
  expect(batchItemFailures).toHaveLength(1);
  expect(metrics).toContainEqual(expect.objectContaining({ AuditEntriesAppended: 10 }));
});
