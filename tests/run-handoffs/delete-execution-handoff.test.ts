import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { beforeTheNextWrite } from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aRunHandedOff, aRunReadyForHandoff, run, runOf } from "./given.ts";

const owner = someone("owner");

const aRunReverted = async (who = owner) => {
  const it = await aRunReadyForHandoff(who);
  await it.promote();
  await it.record();
  await it.demote({ body: { note: "the weather" } });
  return it;
};

describe("DELETE /api/n3/runs/{runId}/execution-handoff", () => {
  test("deletes the handoff of a run that was reverted to draft after it was recorded", async () => {
    const it = await aRunReverted();
    expect(await it.deleteHandoff()).toMatchObject({ status: 200, body: { success: true, run_id: it.runId } });
    expect((await it.getHandoff()).status).toBe(404);
    expect((await it.deleteHandoff()).status).toBe(404);
  });

  test("a later handoff is a new record", async () => {
    const it = await aRunReverted();
    const first = (await it.getHandoff()).body;
    await it.deleteHandoff();
    expect((await it.record()).status).toBe(201);
    expect((await it.getHandoff()).body.id).not.toBe(first.id);
  });

  test("refuses a draft run that was not scheduled since", async () => {
    const it = await aRunHandedOff(owner);
    expect(await it.deleteHandoff()).toMatchObject({ status: 409, body: { error_code: "RUN_NOT_REVERTED" } });
  });

  test("refuses a run that was reverted before its handoff was recorded", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.promote();
    await it.demote();
    await it.record();
    expect(await it.deleteHandoff()).toMatchObject({ status: 409, body: { error_code: "RUN_NOT_REVERTED" } });
  });

  test("refuses a run that was promoted again", async () => {
    const it = await aRunReverted();
    await it.promote();
    expect(await it.deleteHandoff()).toMatchObject({ status: 409, body: { error_code: "INVALID_STATUS" } });
  });

  test("refuses when the run is promoted between the reading and the write", async () => {
    const here = someone("owner");
    const it = await aRunReverted(here);
    beforeTheNextWrite(() => it.promote());
    expect(await it.deleteHandoff()).toMatchObject({ status: 409, body: { error_code: "INVALID_STATUS" } });
    expect((await it.getHandoff()).status).toBe(200);
    expect(await recordsOfTenant(here.tenantId, "LEDGER_TABLE")).toHaveLength(1);
  });

  test("a PUT that says nothing of the status leaves it, and the handoff stays", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.promote();
    await it.record();
    expect((await it.putRun({ body: run })).body.status).toBe("scheduled");
    expect((await it.deleteHandoff()).status).toBe(409);
  });

  test("a run that its planning system writes back to draft is demoted, and told so", async () => {
    const here = someone("owner");
    const it = await aRunReadyForHandoff(here);
    await it.promote();
    await it.record();
    const { body } = await it.putRun({ body: { ...run, status: "draft" } });
    expect(body.metadata).toMatchObject({ ...run.metadata, demoted_from: "scheduled", demoted_by: here.sub });
    const names = (await recordsOfTenant(here.tenantId)).map(({ dynamodb }) => dynamodb?.NewImage?.event?.M?.name?.S);
    expect(names.filter(Boolean).at(-1)).toBe("n3_run_demoted");
    expect((await it.putRun({ body: run })).body.metadata).toEqual(body.metadata);
    expect((await it.deleteHandoff()).status).toBe(200);
  });

  test("leaves a tombstone in the run's head: what, who and when", async () => {
    const here = someone("owner");
    const it = await aRunReverted(here);
    const { id, digest } = (await it.getHandoff()).body;
    const admin = colleague(here, "admin");
    const { body } = await it.as(admin).deleteHandoff();
    const event = (await recordsOfTenant(here.tenantId)).at(-1)?.dynamodb?.NewImage?.event?.M;
    expect(event).toMatchObject({
      name: { S: "n3_run_execution_handoff_deleted" },
      actor_id: { S: admin.sub },
      occurred_at: { S: body.deleted_at },
      handoff_id: { S: id },
      digest: { S: digest },
    });
  });

  test("is closed to members and to other tenants", async () => {
    const it = await aRunReverted();
    expect((await it.as(colleague(owner, "member")).deleteHandoff()).status).toBe(403);
    expect((await it.as(someone("owner")).deleteHandoff()).status).toBe(404);
  });

  test("ten deletions at once delete once", async () => {
    const it = await aRunReverted();
    const answers = await Promise.all(Array.from({ length: 10 }, () => it.deleteHandoff()));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 404)]);
  });
});

describe("POST /api/n3/runs/{runId}/promote and demote", () => {
  test("a demotion says from where, when, by whom and why", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    expect((await it.promote()).body.status).toBe("scheduled");
    const { body } = await it.demote({ body: { note: "the weather" } });
    expect(body).toMatchObject({
      status: "draft",
      metadata: {
        estimated_value: 4200,
        demoted_from: "scheduled",
        demoted_at: body.updated_at,
        demoted_by: owner.sub,
        demotion_note: "the weather",
      },
    });
  });

  test("only a draft run is promoted, and only a scheduled one demoted", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    expect(await it.demote()).toMatchObject({ status: 409, body: { error_code: "INVALID_STATUS" } });
    await it.promote();
    expect(await it.promote()).toMatchObject({ status: 409, body: { error_code: "INVALID_STATUS" } });
  });

  test("the same promotion again is one promotion", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    const headers = { "idempotency-key": "p" };
    const first = await it.promote({ headers });
    await it.demote();
    expect(await it.promote({ headers })).toMatchObject({ status: 200, body: first.body });
    expect((await it.getRun()).body.status).toBe("draft");
  });
});

describe("GET /api/n3/runs/{runId}/monitor", () => {
  test("shows all that is known about a run", async () => {
    const it = await aRunHandedOff(owner);
    const parts = [
      await it.getRun(),
      await it.getLock(),
      await it.getEligibility(),
      await it.getHandoff(),
      await it.getReadiness(),
    ];
    const [ofRun, lock, eligibility, handoff, facts] = parts.map(({ body }) => body);
    expect((await it.monitor()).body).toEqual({
      run: ofRun,
      readiness_lock: lock,
      execution_eligibility: eligibility,
      execution_handoff: handoff,
      zone_pricing_estimate: facts.zone_pricing_estimate,
    });
  });

  test("shows null for what is not there yet", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    expect((await it.monitor()).body).toMatchObject({
      readiness_lock: { locked: false, snapshot: null },
      execution_eligibility: null,
      execution_handoff: null,
      zone_pricing_estimate: null,
    });
    expect((await runOf(owner).monitor()).status).toBe(404);
  });
});
