import type { DynamoDBRecord } from "aws-lambda";
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { call, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff, run } from "../run-handoffs/given.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { logPartition } from "../../shared/ledger/keys.ts";
import { query } from "../../shared/ledger/table.ts";
import { aHead, deliverAll, wake } from "./given.ts";
import { headKey, raw } from "./tampering.ts";

const auditOf = async (who: Who) =>
  (await call(who, "GET /api/audit", { query: { limit: "100" } })).body.entries as Record<string, unknown>[];

const aRunsWholeLife = async (who: Who) => {
  const it = await aRunReadyForHandoff(who);
  await it.promote();
  await it.record();
  await it.demote();
  await it.deleteHandoff();
  await it.record();
  return it;
};

describe("WOKEN BY the streams of the records and ledger tables", () => {
  test("makes one leaf of every committed change: the whole history of a run, the deletion in it", async () => {
    const who = someone("owner");
    const it = await aRunsWholeLife(who);
    expect((await deliverAll(who.tenantId)).batchItemFailures).toEqual([]);
    const entries = (await auditOf(who)).reverse();
    expect(entries.map(({ event }) => event)).toEqual([
      "n3_run_created",
      "n3_run_readiness_updated",
      "n3_run_readiness_locked",
      "n3_run_execution_eligibility_evaluated",
      "n3_run_promoted",
      "n3_run_execution_handoff_created",
      "n3_run_demoted",
      "n3_run_execution_handoff_deleted",
      "n3_run_execution_handoff_created",
    ]);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, at) => at));
    expect(entries.map(({ rev }) => rev)).toEqual(entries.map((_, at) => at + 1));
    expect(new Set(entries.map(({ subject }) => subject))).toEqual(new Set([`run:${it.runId}`]));
    for (const [at, entry] of entries.entries()) expect(entry.digest_old).toBe(entries[at - 1]?.digest_new);
  });

  test("logs for each the line that the run document asks for, and where the leaf is", async () => {
    const who = someone("owner");
    const it = await aRunHandedOff(who);
    const { body: handoff } = await it.getHandoff();
    const { lines } = await deliverAll(who.tenantId);
    expect(lines.at(-1)).toEqual({
      message: "[N3 AUDIT] n3_run_execution_handoff_created",
      event: "n3_run_execution_handoff_created",
      run_id: it.runId,
      tenant_id: who.tenantId,
      portal_id: run.portal_id,
      zone_id: run.zone_id,
      actor_id: who.sub,
      occurred_at: handoff.created_at,
      handoff_id: handoff.id,
      digest: handoff.digest,
      record_digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      sealed: "HANDOFF",
      index: 4,
      subject: `run:${it.runId}`,
      rev: 5,
      commit_id: expect.any(String),
      digest_new: expect.stringMatching(/^[0-9a-f]{64}$/),
      digest_old: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("never puts a payload into a leaf", async () => {
    const who = someone("owner");
    const it = await aRunReadyForHandoff(who);
    await it.putRun({ body: { ...run, name: "canary-name", metadata: { secret: "canary-metadata" } } });
    await it.record({ body: { note: "canary-note" } });
    const { lines } = await deliverAll(who.tenantId);
    expect(lines).toHaveLength(6);
    expect(JSON.stringify(lines) + JSON.stringify(await auditOf(who))).not.toContain("canary");
  });

  test("a redelivery adds nothing and logs the same places again", async () => {
    const who = someone("owner");
    await aRunsWholeLife(who);
    const first = await deliverAll(who.tenantId);
    const again = await deliverAll(who.tenantId);
    expect(again.lines).toEqual(first.lines);
    expect(await auditOf(who)).toHaveLength(first.lines.length);
  });

  test("a change that a batch brings twice is in the log once", async () => {
    const who = someone("owner");
    const [first, second] = [1, 2].map((rev) => aHead(who.tenantId, { subject: "s", rev, sequence: rev }));
    if (!first || !second) throw new Error("There are two");
    await wake([first, second, second, first]);
    expect((await auditOf(who)).map(({ rev }) => rev)).toEqual([2, 1]);
  });

  test("two audit Lambdas with the same records at once make one log", async () => {
    const who = someone("owner");
    await aRunsWholeLife(who);
    const records = await recordsOfTenant(who.tenantId);
    await Promise.all(Array.from({ length: 8 }, () => wake(records)));
    const indexes = (await auditOf(who)).map(({ index }) => index);
    expect(indexes).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test("a poison record is reported alone, and what came with it is in the log", async () => {
    const who = someone("owner");
    await aRunReadyForHandoff(who);
    const records = await recordsOfTenant(who.tenantId);
    const heads = records.filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === "HEAD");
    const [first, ...others] = heads;
    const { event: _event, ...NewImage } = first?.dynamodb?.NewImage ?? {};
    const poison = { ...first, dynamodb: { ...first?.dynamodb, NewImage } } as DynamoDBRecord;
    const { batchItemFailures } = await wake([poison, ...others]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: first?.dynamodb?.SequenceNumber }]);
    expect(await auditOf(who)).toHaveLength(others.length);
  });

  test.each([
    ["without the ARN of its stream", undefined],
    ["of another table", "arn:aws:dynamodb:::table/another/stream/1"],
  ])("a record %s is refused, not judged: nobody can tell what it says", async (_, eventSourceARN) => {
    const who = someone("owner");
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    for (const rev of [1, 2]) {
      const { eventSourceARN: _arn, ...record } = aHead(who.tenantId, { subject: "s", rev, sequence: rev });
      const { batchItemFailures } = await wake([eventSourceARN ? { ...record, eventSourceARN } : record]);
      expect(batchItemFailures).toEqual([{ itemIdentifier: `${rev}` }]);
      expect(error.mock.lastCall?.[0]).toMatch(/"stream":"unknown".*eventSourceARN/);
    }
    expect(await auditOf(who)).toEqual([]);
  });

  test("a change whose entry would be too long goes to the failure queue alone", async () => {
    const who = someone("owner");
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

  test("entries that together are too large for one item follow each other in several", async () => {
    const who = someone("owner");
    const records = Array.from({ length: 20 }, (_, at) => {
      const record = aHead(who.tenantId, { subject: `s${at}`, rev: 1, sequence: at + 1 });
      const fact = { S: randomBytes(25_000).toString("hex") };
      Object.assign(record.dynamodb?.NewImage?.event?.M ?? {}, { fact });
      return record;
    });
    expect((await wake(records)).metrics).toContainEqual(expect.objectContaining({ AuditEntriesAppended: 20 }));
    expect((await wake(records)).metrics).toContainEqual(expect.objectContaining({ AuditEntriesAppended: 0 }));
    expect((await auditOf(who)).map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, at) => 19 - at));
    const segments = await query("AUDIT_TABLE", logPartition(who.tenantId));
    expect(segments.map(({ size }) => size)).toEqual([6, 12, 18, 20]);
  });

  test("whatever the stream does, every change is in the log once, and each subject in its order", async () => {
    const who = someone("owner");
    const runs = [await aRunsWholeLife(who), await aRunReadyForHandoff(who)];
    const heads = (await recordsOfTenant(who.tenantId)).filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === "HEAD");
    const queues = runs.map(({ runId }) => heads.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S?.endsWith(runId)));
    let schedule = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ queue: fc.nat(1), take: fc.integer({ min: 1, max: 4 }), back: fc.nat(3) }), {
          maxLength: 12,
        }),
        async (steps) => {
          const tenantId = `${who.tenantId}-${(schedule += 1)}`;
          const moved = queues.map((queue) => queue.map((record) => movedTo(tenantId, record)));
          const places = [0, 0];
          for (const { queue, take, back } of [
            ...steps,
            { queue: 0, take: 99, back: 0 },
            { queue: 1, take: 99, back: 0 },
          ]) {
            const place = places[queue] ?? 0;
            await wake(moved[queue]?.slice(Math.max(0, place - back), place + take) ?? []);
            places[queue] = place + take;
          }
          const entries = (await auditOf({ ...who, tenantId })).reverse();
          expect(entries.map(({ index }) => index)).toEqual(entries.map((_, at) => at));
          for (const [at, { runId }] of runs.entries())
            expect(entries.filter(({ run_id }) => run_id === runId).map(({ rev }) => rev)).toEqual(
              queues[at]?.map((_, rev) => rev + 1),
            );
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** The same record as if it were of another tenant. */
const movedTo = (tenantId: string, record: DynamoDBRecord): DynamoDBRecord => {
  const pk = record.dynamodb?.Keys?.pk?.S?.replace(/^TENANT#[^#]+/, `TENANT#${tenantId}`) ?? "";
  const { Keys, NewImage, ...rest } = record.dynamodb ?? {};
  return {
    ...record,
    dynamodb: { ...rest, Keys: { ...Keys, pk: { S: pk } }, NewImage: { ...NewImage, pk: { S: pk } } },
  };
};
