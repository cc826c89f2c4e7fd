import { beforeEach, describe, expect, test } from "vitest";
import { checkpointKey, runHandoffKey } from "../../shared/ledger/keys.ts";
import { call, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff, type RunUnderTest } from "../run-handoffs/given.ts";
import { deliverAll } from "./given.ts";
import { headKey, raw } from "./tampering.ts";

const auditOf = async (who: Who) => (await call(who, "GET /api/audit", { query: { limit: "100" } })).body.entries;

describe("the watch on the ledger", () => {
  let who: Who;
  let it: RunUnderTest;
  beforeEach(async () => {
    who = someone("owner");
    it = await aRunHandedOff(who);
    await deliverAll(who.tenantId);
  });
  const key = () => runHandoffKey(who.tenantId, it.runId);

  test("a modified record is an entry and an alarm, once, and the log still holds the original digest", async () => {
    const { digest } = (await it.getHandoff()).body;
    await raw.set("LEDGER_TABLE", key(), "note", "it was never so");
    const { metrics } = await deliverAll(who.tenantId);
    await deliverAll(who.tenantId);
    const entries = await auditOf(who);
    expect(entries[0]).toMatchObject({
      event: "ledger_record_modified",
      subject: `run:${it.runId}`,
      item: "HANDOFF",
      rev: 0,
    });
    expect(entries).toHaveLength(6);
    expect(entries[1].digest).toBe(digest);
    expect(metrics).toContainEqual(expect.objectContaining({ LedgerTampered: 1 }));
    expect((await call(who, "GET /api/ledger/{digest}", { params: { digest } })).body.status).toBe("altered");
    expect((await call(who, "GET /api/ledger/{digest}/bundle", { params: { digest } })).status).toBe(409);
  });

  test("a record that was removed without a commit is an entry and an alarm", async () => {
    await raw.delete("LEDGER_TABLE", key());
    const { metrics, batchItemFailures } = await deliverAll(who.tenantId);
    expect(batchItemFailures).toEqual([]);
    expect((await auditOf(who))[0].event).toBe("ledger_record_removed");
    expect(metrics).toContainEqual(expect.objectContaining({ LedgerTampered: 1 }));
  });

  test("a record that was modified and then removed is two entries", async () => {
    await raw.set("LEDGER_TABLE", key(), "note", "it was never so");
    await raw.delete("LEDGER_TABLE", key());
    const { batchItemFailures } = await deliverAll(who.tenantId);
    expect(batchItemFailures).toEqual([]);
    const names = (await auditOf(who)).map(({ event }: { event: string }) => event);
    expect(names.slice(0, 2)).toEqual(["ledger_record_removed", "ledger_record_modified"]);
  });

  test("a deletion by the rules is none, whichever stream comes first", async () => {
    const other = await aRunReadyForHandoff(who);
    await other.promote();
    await other.record();
    await other.demote();
    await other.deleteHandoff();
    const { metrics } = await deliverAll(who.tenantId);
    expect(JSON.stringify(metrics)).not.toContain('LedgerTampered":');
    expect((await auditOf(who)).map(({ event }: { event: string }) => event)).not.toContain("ledger_record_removed");
  });

  test("a head that was written without moving its rev is an entry and an alarm; the log keeps what it said first", async () => {
    const head = headKey(who, it.runId);
    await raw.set("RECORDS_TABLE", head, "handoffs_deleted", 7);
    const { metrics } = await deliverAll(who.tenantId);
    const entries = await auditOf(who);
    expect(entries.map(({ event }: { event: string }) => event)).toEqual([
      "record_head_altered",
      "n3_run_execution_handoff_created",
      "n3_run_execution_eligibility_evaluated",
      "n3_run_readiness_locked",
      "n3_run_readiness_updated",
      "n3_run_created",
    ]);
    expect(metrics).toContainEqual(expect.objectContaining({ LedgerTampered: 1 }));
  });

  test("so is a head that was altered with a later time, and one that was set back: neither is a second change", async () => {
    const head = headKey(who, it.runId);
    const before = await raw.get("RECORDS_TABLE", head);
    const event = { ...(before.event as object), actor_id: "eve", occurred_at: "2099-01-01T00:00:00.000Z" };
    await raw.put("RECORDS_TABLE", { ...before, event });
    await raw.put("RECORDS_TABLE", { ...before, rev: 2 });
    await deliverAll(who.tenantId);
    const entries = await auditOf(who);
    expect(entries.map(({ event: name }: { event: string }) => name).slice(0, 3)).toEqual([
      "record_head_altered",
      "record_head_altered",
      "n3_run_execution_handoff_created",
    ]);
    expect(entries.filter(({ rev }: { rev: number }) => rev > 0)).toHaveLength(5);
  });

  test("the facts of an event never speak for another tenant, subject or place", async () => {
    const stranger = someone("owner");
    const head = headKey(who, "planted");
    const event = { id: "c", name: "n3_run_created", actor_id: "eve", occurred_at: new Date().toISOString() };
    const facts = { tenant_id: stranger.tenantId, subject: "run:other", rev: 77, index: 0 };
    await raw.put("RECORDS_TABLE", { ...head, rev: 1, part_revs: {}, event: { ...event, ...facts } });
    await deliverAll(who.tenantId);
    expect(await auditOf(stranger)).toEqual([]);
    expect((await auditOf(who))[0]).toMatchObject({
      tenant_id: who.tenantId,
      subject: "run:planted",
      rev: 1,
      index: 5,
    });
  });

  test("a signed checkpoint that was altered or removed is an entry and an alarm: another of its size may be signed now", async () => {
    expect((await call(who, "GET /api/audit/checkpoint")).status).toBe(200);
    await deliverAll(who.tenantId);
    expect(await auditOf(who)).toHaveLength(5);
    const key = checkpointKey(who.tenantId, 5);
    await raw.set("RECORDS_TABLE", key, "note", "another");
    await raw.delete("RECORDS_TABLE", key);
    const { metrics } = await deliverAll(who.tenantId);
    const { body } = await call(who, "GET /api/audit", { query: { subject: "log" } });
    expect(body.entries).toMatchObject([
      { event: "checkpoint_removed", item: "000000000005", rev: 0 },
      { event: "checkpoint_altered", item: "000000000005", rev: 0 },
    ]);
    expect(metrics).toContainEqual(expect.objectContaining({ LedgerTampered: 2 }));
    expect((await call(who, "GET /api/audit/reconcile")).body).toMatchObject({ missing: [], extra: [], changed: [] });
  });

  test("a head that was removed is an entry and an alarm", async () => {
    await raw.delete("RECORDS_TABLE", headKey(who, it.runId));
    await deliverAll(who.tenantId);
    expect((await auditOf(who))[0].event).toBe("record_head_removed");
  });
});
