import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { logPartition, nodeKey, runHandoffKey, segmentKey, checkpointKey } from "../../shared/ledger/keys.ts";
import { query } from "../../shared/ledger/table.ts";
import { call, someone } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff, type RunUnderTest } from "../run-handoffs/given.ts";
import { deliverAll, fillLog } from "./given.ts";
import { flipped, headKey, type Key, raw, reconcile, remember } from "./tampering.ts";

describe("GET /api/audit/reconcile", () => {
  test("finds nothing where nothing was touched, deletions and all", async () => {
    const who = someone("owner");
    const it = await aRunReadyForHandoff(who);
    await it.promote();
    await it.record();
    await it.demote();
    await it.deleteHandoff();
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    await call(who, "GET /api/audit/checkpoint");
    expect(await reconcile(who)).toEqual({ missing: [], extra: [], changed: [], pending: 0, checked: 3 });
  });

  test("calls a change of the last minute that the log does not have yet pending", async () => {
    const who = someone("owner");
    await aRunHandedOff(who);
    expect(await reconcile(who)).toMatchObject({ missing: [], pending: 2 });
  });

  test.each([
    ["payload", '{"run":{"status":"scheduled"}}'],
    ["note", "another"],
    ["created_by", "somebody else"],
    ["digest", "0".repeat(64)],
  ])("names a ledger record whose %s was changed", async (attribute, value) => {
    const who = someone("owner");
    const it = await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    await raw.set("LEDGER_TABLE", runHandoffKey(who.tenantId, it.runId), attribute, value);
    expect((await reconcile(who)).changed).toMatchObject([{ subject: `run:${it.runId}`, item: "HANDOFF" }]);
  });

  test("names a record that is gone, one that nobody sealed, a head set back, and a head that is gone", async () => {
    const who = someone("owner");
    const [gone, setBack, headless] = [await aRunHandedOff(who), await aRunHandedOff(who), await aRunHandedOff(who)];
    const head = (run: RunUnderTest) => headKey(who, run.runId);
    await deliverAll(who.tenantId);
    const older = await raw.get("RECORDS_TABLE", head(setBack));
    await setBack.putReadiness({ body: {} });
    await deliverAll(who.tenantId);
    await raw.delete("LEDGER_TABLE", runHandoffKey(who.tenantId, gone.runId));
    await raw.put("LEDGER_TABLE", { ...runHandoffKey(who.tenantId, "planted"), digest: "0", payload: "{}" });
    await raw.put("RECORDS_TABLE", older);
    await raw.delete("RECORDS_TABLE", head(headless));
    const { missing, extra, changed } = await reconcile(who);
    expect(missing).toMatchObject([{ subject: "run:planted", item: "HANDOFF" }]);
    expect(extra).toContainEqual(expect.objectContaining({ subject: `run:${gone.runId}`, item: "HANDOFF" }));
    expect(extra).toContainEqual(expect.objectContaining({ subject: `run:${headless.runId}`, rev: 5 }));
    expect(changed).toMatchObject([{ subject: `run:${setBack.runId}`, rev: 5 }]);
  });
});

describe("a log that was touched", () => {
  const who = someone("owner");
  let undo: () => Promise<void>;
  beforeAll(async () => {
    await fillLog(who.tenantId, 1_100);
    expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(200);
    await fillLog(who.tenantId, 50, 1_100);
    undo = await remember(who);
  });
  afterEach(() => undo());
  const first = async () => (await reconcile(who)).changed.find(({ subject }) => subject === "log");
  const segment = (start: number) => segmentKey(who.tenantId, start);
  const itemAt = (key: Key) => raw.get("AUDIT_TABLE", key);

  test("is whole before", async () => {
    expect(await first()).toBeUndefined();
  });

  test.each(["edge", "size", "at"])("another %s of a segment", async (attribute) => {
    const item = await itemAt(segment(500));
    const value = item[attribute];
    const other = typeof value === "number" ? value + 1 : typeof value === "string" ? `${value}0` : flipped(value);
    await raw.set("AUDIT_TABLE", segment(500), attribute, other);
    expect(await first()).toMatchObject({ position: 500 });
  });

  test("its tail cut off below what was signed: nothing is signed any more", async () => {
    for (const start of [1_000, 1_100]) await raw.delete("AUDIT_TABLE", segment(start));
    expect(await first()).toMatchObject({ position: 1_000 });
    const { status, body } = await call(who, "GET /api/audit/checkpoint");
    expect([status, body.error_code]).toEqual([409, "LOG_INCONSISTENT"]);
  });

  test("a whole other log in its place, consistent in itself", async () => {
    for (const { pk, sk } of await query("AUDIT_TABLE", logPartition(who.tenantId)))
      await raw.delete("AUDIT_TABLE", { pk, sk });
    await fillLog(who.tenantId, 1_200, 7);
    expect(await first()).toMatchObject({ position: 0, what: expect.stringContaining("1100") });
    expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(409);
  });

  test("a flipped byte in the hash of a tile: it is named, and no proof is made of it", async () => {
    const node = nodeKey(who.tenantId, 8, 2);
    const { hash } = await itemAt(node);
    await raw.set("AUDIT_TABLE", node, "hash", flipped(hash));
    expect(await first()).toMatchObject({ position: 512 });
    expect((await call(who, "GET /api/audit/{index}/proof", { params: { index: "5" } })).status).toBe(409);
  });

  test("a tile's hash that is missing is made again by whoever needs it", async () => {
    await raw.delete("AUDIT_TABLE", nodeKey(who.tenantId, 8, 2));
    expect((await call(who, "GET /api/audit/{index}/proof", { params: { index: "5" } })).status).toBe(200);
  });

  test("an index that lies about its entries, and one that is missing", async () => {
    const chunk = { pk: logPartition(who.tenantId), sk: "chunk#000000000000" };
    const item = await itemAt(chunk);
    await raw.delete("AUDIT_TABLE", chunk);
    const { body } = await call(who, "GET /api/audit", { query: { subject: "run:s3", limit: "100" } });
    expect(body.entries).toHaveLength(29);
    await raw.put("AUDIT_TABLE", { ...item, index: Buffer.from([3, 0]) });
    expect(await first()).toMatchObject({ position: 0, what: expect.stringContaining("index") });
  });

  test("an index whose times are others", async () => {
    const chunk = { pk: logPartition(who.tenantId), sk: "chunk#000000000000" };
    await raw.set("AUDIT_TABLE", chunk, "to", "2000-01-01T00:00:00.000Z");
    expect(await first()).toMatchObject({ position: 0, what: expect.stringContaining("index") });
  });

  test("an index and a hash that were planted beyond the log: they are named, and nobody uses them", async () => {
    const chunk = { pk: logPartition(who.tenantId), sk: "chunk#000000000001" };
    await raw.put("AUDIT_TABLE", { ...chunk, from: "", to: "", index: Buffer.from([3, 0]) });
    await raw.put("AUDIT_TABLE", { ...nodeKey(who.tenantId, 8, 4), hash: Buffer.alloc(32, 7) });
    const { changed } = await reconcile(who);
    expect(changed.map(({ position }) => position)).toEqual([1_150, 1_150]);
    const { body } = await call(who, "GET /api/audit", { query: { subject: "run:s3", limit: "100" } });
    expect(body.entries).toHaveLength(29);
    expect((await call(who, "GET /api/audit/tile/{path+}", { params: { path: "1/000.p/5" } })).status).toBe(404);
  });

  test("an edge that is carried on by later entries, and a segment planted far beyond: neither is signed", async () => {
    const { edge } = await itemAt(segment(1_100));
    await raw.set("AUDIT_TABLE", segment(1_100), "edge", flipped(edge, (edge as Uint8Array).length - 1));
    await fillLog(who.tenantId, 10, 1_150);
    expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(409);
    await raw.put("AUDIT_TABLE", { ...(await itemAt(segment(1_150))), ...segment(500_000), size: 500_001 });
    expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(409);
  });

  test("a gap: no entry is given out under the index of another", async () => {
    await raw.delete("AUDIT_TABLE", segment(700));
    const bundle = async (n: number) =>
      (await call(who, "GET /api/audit/tile/{path+}", { params: { path: `entries/00${n}` } })).status;
    expect([await bundle(0), await bundle(2), await bundle(3)]).toEqual([200, 404, 409]);
  });

  test("a checkpoint of another root, another size, and one that is flipped", async () => {
    const key = checkpointKey(who.tenantId, 1_100);
    const { note = "" } = await raw.get("RECORDS_TABLE", key);
    for (const other of [
      (note as string).replace("1100", "1099"),
      (note as string).replace("\n1100\n", "\n1100\nA"),
      "no note",
    ]) {
      await raw.set("RECORDS_TABLE", key, "note", other);
      expect(await first()).toMatchObject({ position: 1_100, what: expect.stringContaining("checkpoint") });
      expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(409);
    }
  });
});
