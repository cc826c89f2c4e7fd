import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { checkpointKey, chunkKey, nodeKey, runHandoffKey, segmentKey } from "../../shared/ledger/keys.ts";
import { call, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff, type RunUnderTest } from "../run-handoffs/given.ts";
import { anArchive } from "./archive.ts";
import { deliverAll, fillLog } from "./given.ts";
import { findingsIn, flipped, type Key, raw, reconcile, remember } from "./tampering.ts";

const who: Who = someone("owner");
let archive: Awaited<ReturnType<typeof anArchive>>;
let first: RunUnderTest;
let second: RunUnderTest;
/** A handoff as it was before it was deleted by the rules and another was recorded in its place. */
let older: Key;
let undo: (() => Promise<void>)[];

/** Ten entries of two runs, signed; then 1,100 others, signed and archived; then 59 that nobody has signed yet. */
beforeAll(async () => {
  archive = await anArchive();
  [first, second] = [await aRunHandedOff(who), await aRunHandedOff(who)];
  await deliverAll(who.tenantId);
  await archive.run();
  await fillLog(who.tenantId, 1_100, 0, 1);
  await archive.run();
  await fillLog(who.tenantId, 50, 1_100, 1);
  const third = await aRunReadyForHandoff(who);
  await third.promote();
  await third.record();
  older = (await raw.get("LEDGER_TABLE", sealed(third))) as Key;
  await third.demote();
  await third.deleteHandoff();
  await third.record();
  await deliverAll(who.tenantId);
  undo = [await remember(who), await archive.remember()];
});

afterEach(async () => {
  for (const bringBack of undo) await bringBack();
});

const segment = (start: number): Key => segmentKey(who.tenantId, start);
const node = (n: number): Key => nodeKey(who.tenantId, 8, n);
const sealed = (run: RunUnderTest): Key => runHandoffKey(who.tenantId, run.runId);
const checkpoint = (size: number): Key => checkpointKey(who.tenantId, size);

const flip = async (table: "AUDIT_TABLE", key: Key, attribute: string, at?: number) =>
  raw.set(table, key, attribute, flipped((await raw.get(table, key))[attribute], at));
/** The text with one letter changed. */
const misspell = async (table: "LEDGER_TABLE" | "RECORDS_TABLE", key: Key, attribute: string) => {
  const text = String((await raw.get(table, key))[attribute]);
  await raw.set(table, key, attribute, text.slice(0, 40) + (text[40] === "a" ? "b" : "a") + text.slice(41));
};
const cut = async (table: "AUDIT_TABLE" | "RECORDS_TABLE", ...keys: Key[]) => {
  for (const key of keys) await raw.delete(table, key);
};
/** The log without its last 159 entries. */
const cutTail = () => cut("AUDIT_TABLE", segment(1_010), segment(1_110), segment(1_160));

/** What the reconciliation of a caller and the hourly run name together, by position. Runs that are in no table are no matter. */
const named = async (): Promise<{ position: number; what: string }[]> => {
  const byRoute = findingsIn(await reconcile(who));
  const byRun = (await archive.run()).of(who).filter(({ message }) => String(message).startsWith("[AUDIT]"));
  return [...byRoute, ...byRun]
    .flatMap(({ position, what }) => (typeof position === "number" ? { position, what: String(what) } : []))
    .filter(({ what }) => what !== "the log knows a record that is gone")
    .sort((a, b) => a.position - b.position);
};

type Row = [how: string, position: number, what: RegExp, act: () => Promise<unknown>];

const leaves: Row[] = [
  [
    "a byte flipped",
    310,
    /cannot be read|not what was appended/,
    () => flip("AUDIT_TABLE", segment(310), "entries", 40),
  ],
  ["some deleted", 710, /up to 810 are gone/, () => cut("AUDIT_TABLE", segment(710))],
  ["reordered", 110, /./, () => raw.swap("AUDIT_TABLE", segment(110), segment(210))],
  ["replaced by older, valid ones", 1_010, /./, () => raw.copy("AUDIT_TABLE", segment(110), segment(1_010))],
  ["the tail cut", 1_010, /it had 1110 entries|does not have/, () => cutTail()],
  [
    "the tail cut, and what was signed of it deleted",
    1_010,
    /it had 1110 entries|does not have/,
    async () => {
      await cutTail();
      await cut("RECORDS_TABLE", checkpoint(10), checkpoint(1_110));
    },
  ],
];
const tiles: Row[] = [
  ["a byte flipped", 512, /not theirs/, () => flip("AUDIT_TABLE", node(2), "hash")],
  ["one deleted", 512, /the hash of 256 entries/, () => cut("AUDIT_TABLE", node(2))],
  ["reordered", 256, /not theirs/, () => raw.swap("AUDIT_TABLE", node(1), node(2))],
  ["replaced by an older, valid one", 768, /not theirs/, () => raw.copy("AUDIT_TABLE", node(0), node(3))],
  ["the tail cut", 512, /the hash of 256 entries/, () => cut("AUDIT_TABLE", node(2), node(3))],
];
const records: Row[] = [
  ["a byte flipped", 4, /not what was sealed/, () => misspell("LEDGER_TABLE", sealed(first), "payload")],
  ["one deleted", 4, /gone/, () => raw.delete("LEDGER_TABLE", sealed(first))],
  ["reordered", 4, /not what was sealed/, () => raw.swap("LEDGER_TABLE", sealed(first), sealed(second))],
  ["replaced by an older, valid one", 1_168, /not what was sealed/, () => raw.put("LEDGER_TABLE", older)],
  ["the newest deleted", 9, /gone/, () => raw.delete("LEDGER_TABLE", sealed(second))],
];
const checkpoints: Row[] = [
  ["a byte flipped", 1_110, /not what was signed/, () => misspell("RECORDS_TABLE", checkpoint(1_110), "note")],
  ["one deleted", 10, /was gone/, () => cut("RECORDS_TABLE", checkpoint(10))],
  ["reordered", 10, /not what was signed/, () => raw.swap("RECORDS_TABLE", checkpoint(10), checkpoint(1_110))],
  [
    "replaced by an older, valid one",
    1_110,
    /not what was signed/,
    () => raw.copy("RECORDS_TABLE", checkpoint(10), checkpoint(1_110)),
  ],
  ["the newest deleted", 1_110, /was gone/, () => cut("RECORDS_TABLE", checkpoint(1_110))],
];

describe.each([
  ["leaves", leaves],
  ["tiles", tiles],
  ["ledger records", records],
  ["checkpoints", checkpoints],
])("tampering with %s", (_, rows) => {
  test.each(rows)("%s: entry %i is named first", async (_how, position, what, act) => {
    await act();
    const [earliest] = await named();
    expect(earliest).toEqual({ position, what: expect.stringMatching(what) as string });
  });
});

test("a log that was cut and signed anew is not archived over what it was", async () => {
  await cutTail();
  await cut("AUDIT_TABLE", node(3), chunkKey(who.tenantId, 0));
  await cut("RECORDS_TABLE", checkpoint(10), checkpoint(1_110));
  await fillLog(who.tenantId, 100, 2_000);
  const { status, body } = await call(who, "GET /api/audit/checkpoint");
  expect([status, String(body).split("\n")[1]]).toEqual([200, "1110"]);
  const before = await archive.keys();
  const { of, lines, hasFailed } = await archive.run();
  expect(of(who)).toContainEqual(expect.objectContaining({ message: "[AUDIT] log_inconsistent", position: 0 }));
  expect(lines).toContainEqual(expect.objectContaining({ LedgerTampered: 1 }));
  expect([hasFailed, await archive.keys()]).toEqual([true, before]);
});

test("nothing is named while nobody tampers, nor once it is undone", async () => {
  expect(await named()).toEqual([]);
});
