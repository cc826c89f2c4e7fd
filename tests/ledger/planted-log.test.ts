import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { chunkKey, logPartition, nodeKey, SEGMENTS, segmentKey } from "../../shared/ledger/keys.ts";
import { pack, unpack } from "../../shared/ledger/log/entry-bundle.ts";
import { extend, rootOf } from "../../shared/ledger/log/merkle.ts";
import { entryBytes } from "../../shared/ledger/log/segment-repository.ts";
import { isConsistent } from "../../shared/ledger/proof/proof.ts";
import { itemOf } from "../../shared/ledger/log/segment.ts";
import { call, someone } from "../support/call.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { deliverAll, fillLog } from "./given.ts";
import { flipped, type Key, raw, reconcile, remember } from "./tampering.ts";

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
  const who = someone("owner");
  let digest: string;
  let undo: () => Promise<void>;
  beforeAll(async () => {
    const it = await aRunHandedOff(who);
    ({ digest } = (await it.getHandoff()).body);
    await deliverAll(who.tenantId);
    await fillLog(who.tenantId, 1_095, 0, 1);
    await call(who, "GET /api/audit/checkpoint");
    undo = await remember(who);
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
