import { describe, expect, test } from "vitest";
import { verifyBundle } from "../../shared/ledger/proof/verify.ts";
import { call, colleague, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff } from "../run-handoffs/given.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aProvenHandoff, bundleOf, faultsIn, keyOf } from "./bundle.ts";
import { aDeletedHandoff, deliverAll, wake } from "./given.ts";

describe("GET /api/ledger/{digest}", () => {
  test("finds what was sealed, and the entry that says so", async () => {
    const { who, handoff, it } = await aProvenHandoff();
    const { body } = await call(who, "GET /api/ledger/{digest}", { params: { digest: handoff.digest } });
    expect(body).toMatchObject({
      digest: handoff.digest,
      status: "sealed",
      subject: `run:${it.runId}`,
      sealed: { event: "n3_run_execution_handoff_created", handoff_id: handoff.id, index: 4 },
      deleted: null,
    });
  });

  test("another tenant's seal cannot be told from none", async () => {
    const { handoff } = await aProvenHandoff();
    const stranger = someone("owner");
    expect((await call(stranger, "GET /api/ledger/{digest}", { params: { digest: handoff.digest } })).status).toBe(404);
    expect((await bundleOf(stranger, handoff.digest)).status).toBe(404);
  });

  test("is for auditors, owners and admins", async () => {
    const { who, handoff } = await aProvenHandoff();
    expect((await bundleOf(colleague(who, "auditor"), handoff.digest)).status).toBe(200);
    expect((await bundleOf(colleague(who, "member", "tenant_admin"), handoff.digest)).status).toBe(403);
  });
});

describe("GET /api/ledger/{digest}/bundle", () => {
  test("proves the handoff with nothing but itself and the key", async () => {
    const { bundle, key, handoff } = await aProvenHandoff();
    expect(faultsIn(bundle, key)).toEqual([]);
    expect(verifyBundle(bundle, key)).toHaveLength(6);
    expect(JSON.parse(bundle.canonical)).toEqual(handoff.payload);
    expect(bundle.record).toMatchObject({ id: handoff.id, created_by: handoff.created_by, note: null });
  });

  test("goes on proving it as the log grows", async () => {
    const { who, handoff, bundle, key } = await aProvenHandoff();
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    const later = (await bundleOf(who, handoff.digest)).body;
    expect(later.inclusion.size).toBeGreaterThan(bundle.inclusion.size);
    expect([faultsIn(later, key), faultsIn(bundle, key)]).toEqual([[], []]);
  });

  test("of a deleted handoff proves the deletion: the body is gone, and the log verifies", async () => {
    const who = someone("owner");
    const { digest } = await aDeletedHandoff(who);
    await deliverAll(who.tenantId);
    const { body } = await call(who, "GET /api/ledger/{digest}", { params: { digest } });
    expect(body).toMatchObject({
      status: "deleted",
      deleted: { event: "n3_run_execution_handoff_deleted", actor_id: who.sub },
    });
    const bundle = (await bundleOf(who, digest)).body;
    expect(bundle).toMatchObject({ record: null, canonical: null });
    expect(faultsIn(bundle, await keyOf(who))).toEqual([]);
    expect(JSON.stringify(bundle)).not.toContain("gone for good");
  });

  test("a later handoff of the same run does not bring the deleted one back", async () => {
    const who = someone("owner");
    const { it, digest } = await aDeletedHandoff(who);
    await it.record();
    await deliverAll(who.tenantId);
    expect((await call(who, "GET /api/ledger/{digest}", { params: { digest } })).body.status).toBe("deleted");
    const second = (await it.getHandoff()).body;
    expect((await call(who, "GET /api/ledger/{digest}", { params: { digest: second.digest } })).body.status).toBe(
      "sealed",
    );
  });
});

describe("a deletion that is on its way to the log", () => {
  const find = (who: Who, digest: string) => call(who, "GET /api/ledger/{digest}", { params: { digest } });

  test("is no tampering: it is deleted, and its proof is to be asked for later", async () => {
    const who = someone("owner");
    const it = await aRunReadyForHandoff(who);
    await it.promote();
    await it.record();
    const { digest } = (await it.getHandoff()).body;
    await it.demote();
    await deliverAll(who.tenantId);
    await it.deleteHandoff();
    expect(await find(who, digest)).toMatchObject({ status: 200, body: { status: "deleted", deleted: null } });
    expect(await bundleOf(who, digest)).toMatchObject({ status: 503, body: { error_code: "LOG_BEHIND" } });
    // The head tells of something else by now, and the log of neither.
    await it.putReadiness({ body: {} });
    expect(await find(who, digest)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    await deliverAll(who.tenantId);
    expect((await find(who, digest)).body).toMatchObject({ status: "deleted", deleted: { actor_id: who.sub } });
    expect((await bundleOf(who, digest)).status).toBe(200);
  });

  test("is not refused for good by the watch: its record waits for the log", async () => {
    const who = someone("owner");
    await aDeletedHandoff(who);
    const { it } = await aDeletedHandoff(who);
    await it.putReadiness({ body: {} });
    const removals = await recordsOfTenant(who.tenantId, "LEDGER_TABLE");
    const early = await wake(removals);
    expect(early.batchItemFailures).toHaveLength(1);
    expect(JSON.stringify(early.metrics)).not.toContain('"AuditRecordsRefused":');
    await deliverAll(who.tenantId);
    expect(await wake(removals)).toMatchObject({ batchItemFailures: [], lines: [] });
  });
});
