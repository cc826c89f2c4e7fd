import { describe, expect, onTestFinished, test } from "vitest";
import { handler } from "../../functions/ledger/append-audit-entries.ts";
import { runHandoffKey } from "../../shared/ledger/keys.ts";
import { someone, type Who } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff } from "../run-handoffs/given.ts";
import { duringTheNextQuery } from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { noTables, readTables, reconcileTenant } from "../../shared/ledger/watch/reconciliation-repository.ts";
import { deliverAll } from "./given.ts";
import { headKey, raw, reconcile } from "./tampering.ts";

/** Goes on with its work, again and again, until the test has seen enough. */
const forever = (work: () => Promise<unknown>): void => {
  const enough = new AbortController();
  const going = (async () => {
    while (!enough.signal.aborted) await work();
  })();
  onTestFinished(() => {
    enough.abort();
    return going;
  });
};

/** A run that is recorded, deleted, and recorded once more. */
const aRunsLife = async (who: Who) => {
  const it = await aRunReadyForHandoff(who);
  await it.promote();
  await it.record();
  await it.demote();
  await it.deleteHandoff();
  await it.record();
};

/** Brings both streams to the log, each from where it was. */
const deliverer = (who: Who) => {
  const told = { RECORDS_TABLE: 0, LEDGER_TABLE: 0 };
  return async () => {
    for (const table of ["RECORDS_TABLE", "LEDGER_TABLE"] as const) {
      const Records = (await recordsOfTenant(who.tenantId, table)).slice(told[table], told[table] + 20);
      const { batchItemFailures } = await handler({ Records });
      if (batchItemFailures.length === 0) told[table] += Records.length;
    }
  };
};

const RECONCILIATIONS = 8;
const none = { missing: [], extra: [], changed: [] };

describe("GET /api/audit/reconcile, while others record and delete handoffs", () => {
  test("finds nothing that is not so", async () => {
    const who = someone("owner");
    forever(() => aRunsLife(who));
    forever(() => aRunsLife(who));
    forever(deliverer(who));
    for (let time = 0; time < RECONCILIATIONS; time += 1) expect(await reconcile(who)).toMatchObject(none);
  }, 60_000);

  test("finds nothing where everything moved on after the tables were read, as they are for the hourly run", async () => {
    const who = someone("owner");
    const [early, gone] = [await aRunHandedOff(who), await aRunReadyForHandoff(who)];
    await gone.promote();
    await gone.record();
    const tables = (await readTables()).get(who.tenantId) ?? noTables();
    await early.putReadiness({ body: {} });
    await gone.demote();
    await gone.deleteHandoff();
    await aRunsLife(who);
    await deliverAll(who.tenantId);
    await gone.record();
    const { reconciliation } = await reconcileTenant(who.tenantId, tables);
    expect(reconciliation).toMatchObject({ ...none, pending: 2 });
  });

  test("takes a head and what is sealed beside it for one only if nobody wrote in between", async () => {
    const who = someone("owner");
    const it = await aRunReadyForHandoff(who);
    await it.promote();
    await it.record();
    const tables = (await readTables()).get(who.tenantId) ?? noTables();
    await it.demote();
    await deliverAll(who.tenantId);
    // The head is read first, then the ledger.
    duringTheNextQuery(it.runId, () => {
      duringTheNextQuery(it.runId, it.deleteHandoff);
      return Promise.resolve();
    });
    const { reconciliation } = await reconcileTenant(who.tenantId, tables);
    expect((await it.getHandoff()).status).toBe(404);
    expect(reconciliation).toMatchObject({ ...none, pending: 1 });
  });

  test("always finds what was tampered with, and nothing else", async () => {
    const who = someone("owner");
    const [altered, removed, setBack] = [await aRunHandedOff(who), await aRunHandedOff(who), await aRunHandedOff(who)];
    const older = await raw.get("RECORDS_TABLE", headKey(who, setBack.runId));
    await setBack.putReadiness({ body: {} });
    const deliver = deliverer(who);
    await deliver();
    await deliver();
    await raw.set("LEDGER_TABLE", runHandoffKey(who.tenantId, altered.runId), "note", "it was never so");
    await raw.delete("LEDGER_TABLE", runHandoffKey(who.tenantId, removed.runId));
    await raw.put("RECORDS_TABLE", older);
    await raw.put("LEDGER_TABLE", { ...runHandoffKey(who.tenantId, "planted"), digest: "0", payload: "{}" });
    forever(() => aRunsLife(who));
    forever(deliver);
    for (let time = 0; time < RECONCILIATIONS; time += 1) {
      const { missing, extra, changed } = await reconcile(who);
      expect(missing).toMatchObject([{ subject: "run:planted", item: "HANDOFF" }]);
      expect(extra).toMatchObject([{ subject: `run:${removed.runId}`, item: "HANDOFF" }]);
      expect(changed.map(({ subject }) => subject).sort()).toEqual(
        [`run:${altered.runId}`, `run:${setBack.runId}`].sort(),
      );
    }
  }, 60_000);
});
