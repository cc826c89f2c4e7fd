import { verify } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { decodeBundle } from "../../shared/ledger/log/entry-bundle.ts";
import { parseCheckpoint } from "../../shared/ledger/proof/checkpoint.ts";
import { extend, leafHash, rootOf } from "../../shared/ledger/log/merkle.ts";
import { openNote, parseVerifierKey } from "../../shared/ledger/proof/note.ts";
import { isConsistent, rootOfInclusion } from "../../shared/ledger/proof/proof.ts";
import { call, colleague, someone } from "../support/call.ts";
import { fillLog } from "./given.ts";

const SIZE = 1_300;
const who = someone("auditor");
const key = async () => parseVerifierKey((await call(who, "GET /api/audit/key")).body as string);
const tile = (path: string) => call(who, "GET /api/audit/tile/{path+}", { params: { path } });
const prove = (index: number, query = {}) =>
  call(who, "GET /api/audit/{index}/proof", { params: { index: String(index) }, query });
const bytes = (hash: string) => Buffer.from(hash, "base64");

let entries: Buffer[] = [];
const rootAt = (size: number) => rootOf(extend([], 0, entries.slice(0, size)));

beforeAll(async () => {
  await fillLog(who.tenantId, SIZE);
  for (let n = 0; n * 256 < SIZE; n += 1) {
    const width = Math.min(256, SIZE - n * 256);
    const path = `entries/00${n}${width < 256 ? `.p/${width}` : ""}`;
    entries = entries.concat(decodeBundle((await tile(path)).body as Buffer));
  }
}, 60_000);

describe("GET /api/audit/tile/{path+}", () => {
  test("gives the entries in bundles, every one that the list gives", async () => {
    const { body } = await call(who, "GET /api/audit", { query: { limit: "3" } });
    expect(entries).toHaveLength(SIZE);
    const newest = entries
      .slice(-3)
      .reverse()
      .map((entry, back) => ({ ...JSON.parse(entry.toString()), index: SIZE - 1 - back }));
    expect(body.entries).toEqual(newest);
  });

  test("gives the hashes of the entries, full or in part, and of full tiles above them", async () => {
    expect((await tile("0/002")).body).toEqual(Buffer.concat(entries.slice(512, 768).map(leafHash)));
    expect((await tile("0/005.p/20")).body).toEqual(Buffer.concat(entries.slice(1280, 1300).map(leafHash)));
    const roots = [0, 1, 2, 3, 4].map((n) => rootOf(extend([], 0, entries.slice(n * 256, n * 256 + 256))));
    expect((await tile("1/000.p/5")).body).toEqual(Buffer.concat(roots));
    const { headers } = await tile("1/000.p/5");
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "cache-control": expect.stringContaining("immutable"),
    });
  });

  test.each([
    "0/005",
    "0/005.p/21",
    "0/006.p/1",
    "1/000.p/6",
    "2/000.p/1",
    "64/000",
    "0/5",
    "0/x000/001",
    "0/000.p/0",
    "0/000.p/256",
    "x",
    "entries/-01",
  ])("does not know %s", async (path) => {
    expect((await tile(path)).status).toBe(404);
  });
});

describe("GET /api/audit/checkpoint and /key", () => {
  test("is a note that the key verifies, of the whole log", async () => {
    const { body, headers } = await call(who, "GET /api/audit/checkpoint");
    expect(headers["content-type"]).toContain("text/plain");
    const { origin, size, root } = parseCheckpoint(openNote(body as string, await key()));
    expect({ origin, size }).toEqual({ origin: `baton.test/api/audit/${who.tenantId}`, size: SIZE });
    expect(root).toEqual(rootAt(SIZE));
    const { publicKey } = await key();
    const [text = "", signature = ""] = (body as string).split("\n— ");
    const signed = Buffer.from(signature.split(" ")[1] ?? "", "base64").subarray(4);
    expect(verify(null, Buffer.from(text), publicKey, signed)).toBe(true);
  });

  test("is the same note as long as the log is the same", async () => {
    const ask = async () => (await call(who, "GET /api/audit/checkpoint")).body as string;
    expect(await ask()).toBe(await ask());
  });

  test("of a log without entries is that of nothing", async () => {
    const { body } = await call(someone("owner"), "GET /api/audit/checkpoint");
    expect(body).toContain("\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  });

  test("another tenant's log has another name, and so another verifier key", async () => {
    const other = (await call(someone("owner"), "GET /api/audit/key")).body as string;
    expect(other).not.toBe((await call(who, "GET /api/audit/key")).body);
    expect((await key()).name).toBe(`baton.test/api/audit/${who.tenantId}`);
  });
});

describe("GET /api/audit/{index}/proof", () => {
  test.each([0, 1, 255, 256, 511, 767, 1023, 1279, 1280, 1299])("proves entry %i", async (index) => {
    const { body } = await prove(index);
    expect(body).toMatchObject({ index, size: SIZE });
    expect(bytes(body.leaf_hash)).toEqual(leafHash(entries[index] ?? Buffer.alloc(0)));
    expect(bytes(body.root_hash)).toEqual(rootAt(SIZE));
    expect(rootOfInclusion(index, SIZE, bytes(body.leaf_hash), body.hashes.map(bytes))).toEqual(rootAt(SIZE));
  });

  test("proves it for the log as it was at another size", async () => {
    const { body } = await prove(300, { size: "777" });
    expect(rootOfInclusion(300, 777, bytes(body.leaf_hash), body.hashes.map(bytes))).toEqual(rootAt(777));
  });

  test("knows no entry beyond the log, and no log longer than it is", async () => {
    expect((await prove(SIZE)).status).toBe(404);
    expect((await prove(5, { size: "5" })).status).toBe(404);
    expect(await prove(5, { size: "1301" })).toMatchObject({ status: 400, body: { errors: [{ parameter: "size" }] } });
    expect((await prove(1.5)).status).toBe(400);
  });
});

describe("GET /api/audit/consistency", () => {
  test.each([
    [0, 1300],
    [1, 1300],
    [256, 257],
    [700, 1024],
    [1300, 1300],
    [1023, 1299],
  ])("proves that the log of %i entries is the beginning of that of %i", async (from, to) => {
    const { body } = await call(who, "GET /api/audit/consistency", { query: { from: String(from), to: String(to) } });
    const [before, after] = [from, to].map((size) => ({ size, root: rootAt(size) }));
    if (!before || !after) throw new Error("There are two sizes");
    expect(isConsistent(before, after, body.hashes.map(bytes))).toBe(true);
  });

  test("refuses sizes out of order or beyond the log", async () => {
    for (const query of [{ from: "5", to: "4" }, { from: "5", to: "1301" }, { from: "1301" }, {}, { from: "-1" }])
      expect((await call(who, "GET /api/audit/consistency", { query: query })).status).toBe(400);
  });
});

describe("GET /api/audit in a long log", () => {
  const list = async (query: Record<string, string>) =>
    (await call(who, "GET /api/audit", { query: { limit: "100", ...query } })).body.entries.map(
      ({ index }: { index: number }) => index,
    ) as number[];
  const indexesWhere = (wanted: (index: number) => boolean) =>
    Array.from({ length: SIZE }, (_, index) => index)
      .filter(wanted)
      .reverse();

  test("finds a subject's whole history through the index of full chunks and in the rest", async () => {
    expect(await list({ subject: "run:s7" })).toEqual(indexesWhere((index) => index % 40 === 7));
  });

  test("finds what two terms have in common, and what lies in a time", async () => {
    expect(await list({ subject: "run:s7", actor: "a1" })).toEqual(
      indexesWhere((index) => index % 40 === 7 && index % 3 === 1),
    );
    const at = (index: number) => new Date(1_700_000_000_000 + index * 10).toISOString();
    expect(await list({ from: at(100), to: at(140) })).toEqual(indexesWhere((index) => index >= 100 && index <= 140));
    expect(await list({ subject: "run:nobody" })).toEqual([]);
  });

  test("reads one entry at its place", async () => {
    const { body } = await call(who, "GET /api/audit/{index}", { params: { index: "1024" } });
    expect(body).toEqual({ ...JSON.parse(entries[1024]?.toString() ?? ""), index: 1024 });
  });
});

describe("every route of the log", () => {
  test.each(["member", "tenant_admin", "orchestrator"])("is closed to %s", async (role) => {
    const other = colleague(who, role);
    for (const route of [
      "GET /api/audit",
      "GET /api/audit/checkpoint",
      "GET /api/audit/key",
      "GET /api/audit/reconcile",
    ])
      expect((await call(other, route)).status).toBe(403);
  });
});
