import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { type Reply, colleague, someone } from "../support/call.ts";
import { countRequests } from "../support/faults.ts";
import { itemBytes } from "../support/item-size.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aRunHandedOff, aRunReadyForHandoff, readiness, run, runOf } from "./given.ts";

const owner = someone("owner");
const withKey = (key: string) => ({ "idempotency-key": key });
const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });

describe("POST /api/n3/runs/{runId}/execution-handoff", () => {
  test("records what was believed, verbatim, under a digest that anyone can compute", async () => {
    const it = await aRunReadyForHandoff(owner);
    const [lock, eligibility] = [await it.getLock(), await it.getEligibility()];
    const answer = await it.record({ body: { note: "for Tuesday" } });
    expect(answer).toMatchObject({ status: 201, body: { success: true } });
    const { body } = await it.getHandoff();
    expect(body).toEqual({
      id: answer.body.handoff_id,
      run_id: it.runId,
      created_at: answer.body.created_at,
      created_by: owner.sub,
      note: "for Tuesday",
      payload: {
        run: {
          id: it.runId,
          status: "draft",
          portal_id: run.portal_id,
          zone_id: run.zone_id,
          starts_at: run.starts_at,
          ends_at: run.ends_at,
        },
        readiness_snapshot: lock.body.snapshot,
        execution_eligibility: eligibility.body,
        captured_at: answer.body.created_at,
      },
      digest: hash("sha256", canonicalize(body.payload) ?? ""),
    });
  });

  test("computes nothing anew: facts that changed after the evaluation are not looked at", async () => {
    const it = await aRunReadyForHandoff(owner);
    const eligibility = await it.getEligibility();
    await it.putReadiness({ body: { ...readiness, attachments: { attached_count: 0, by_category: {} } } });
    await it.record();
    expect((await it.getHandoff()).body.payload.execution_eligibility).toEqual(eligibility.body);
  });

  test("leaves the run, its facts and its lock as they are", async () => {
    const it = await aRunReadyForHandoff(owner);
    const see = async () => [await it.getRun(), await it.getReadiness(), await it.getLock()].map(({ body }) => body);
    const before = await see();
    await it.record();
    expect(await see()).toEqual(before);
  });

  test("takes a scheduled run too", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.promote();
    expect((await it.record()).status).toBe(201);
    expect((await it.getHandoff()).body.payload.run.status).toBe("scheduled");
  });

  test("seals no pricing beyond advisory totals and no id of a request", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.record();
    const { payload } = (await it.getHandoff()).body.payload.readiness_snapshot;
    expect(payload.zone_pricing_estimate).toEqual({ base_estimate: 4000, final_estimate: 4200 });
    expect(payload.omitted_fields).toEqual(["zone_pricing_estimate.modifiers"]);
  });

  test("refuses a second handoff for the same run", async () => {
    const it = await aRunHandedOff(owner);
    expect(await it.record()).toMatchObject(refusal(409, "HANDOFF_EXISTS"));
  });

  test.each(["in_progress", "completed", "cancelled"])("refuses a run that is %s", async (status) => {
    const it = await aRunReadyForHandoff(owner);
    await it.putRun({ body: { ...run, status } });
    expect(await it.record()).toMatchObject(refusal(409, "INVALID_STATUS"));
  });

  test("refuses a run without an active readiness snapshot", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.unlock();
    expect(await it.record()).toMatchObject(refusal(409, "SNAPSHOT_REQUIRED"));
  });

  test("refuses a run that was not evaluated", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    await it.lock();
    expect(await it.record()).toMatchObject(refusal(409, "ELIGIBILITY_REQUIRED"));
  });

  test("refuses an evaluation of an older snapshot, until the run is evaluated again", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.unlock();
    await it.lock();
    expect(await it.record()).toMatchObject(refusal(409, "ELIGIBILITY_STALE"));
    await it.evaluate();
    expect((await it.record()).status).toBe(201);
  });

  test("another tenant's run cannot be told from a missing one", async () => {
    const it = await aRunReadyForHandoff(owner);
    const stranger = someone("owner");
    const bare = ({ status, body, headers }: Reply) => {
      const { instance: _instance, request_id: _id, ...rest } = body;
      return { status, rest, headers };
    };
    const missing = bare(await runOf(stranger).record());
    expect(missing.status).toBe(404);
    expect(bare(await it.as(stranger).record())).toEqual(missing);
    expect(bare(await it.record({ headers: { "x-tenant-id": stranger.tenantId } }))).toEqual(missing);
    expect(bare(await it.as(stranger).getHandoff())).toEqual(missing);
  });

  test.each(["member", "auditor", "npd_lead", "orchestrator", "reviewer"])("is closed to %s", async (role) => {
    const it = await aRunReadyForHandoff(owner);
    expect(await it.as(colleague(owner, role)).record()).toMatchObject(refusal(403, "FORBIDDEN"));
    expect((await it.getHandoff()).status).toBe(404);
  });

  test.each(["owner", "admin", "tenant_admin"])("is open to %s", async (role) => {
    const it = await aRunReadyForHandoff(owner);
    expect((await it.as(colleague(owner, "member", role)).record()).status).toBe(201);
  });
});

describe("the note of a handoff", () => {
  test.each([
    ["280 letters", "n".repeat(280)],
    ["280 emoji", "\u{1F525}".repeat(280)],
    ["two lines", "first\nsecond"],
  ])("may have %s, and none is cut", async (_, note) => {
    const it = await aRunReadyForHandoff(owner);
    expect((await it.record({ body: { note } })).status).toBe(201);
    expect((await it.getHandoff()).body.note).toBe(note);
  });

  test.each([{}, { note: null }])("may be left out: %j", async (body) => {
    const it = await aRunReadyForHandoff(owner);
    expect((await it.record({ body })).status).toBe(201);
    expect((await it.getHandoff()).body.note).toBeNull();
  });

  test.each([
    ["281 letters", JSON.stringify({ note: "n".repeat(281) })],
    ["281 emoji", JSON.stringify({ note: "\u{1F525}".repeat(281) })],
    ["nothing", '{"note":""}'],
    ["only white space", '{"note":" \\t\\n\\u00a0"}'],
    ["a NUL", '{"note":"a\\u0000b"}'],
    ["half a surrogate pair", '{"note":"a\\ud83d"}'],
    ["decomposed letters", '{"note":"e\\u0301"}'],
    ["a number", '{"note":7}'],
  ])("is refused with %s, at its pointer, and nothing is written", async (_, body) => {
    const it = await aRunReadyForHandoff(owner);
    const answer = await it.record({ body, headers: { "content-type": "application/json" } });
    expect(answer.status).toBe(400);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.body.errors[0].pointer).toBe("/note");
    expect((await it.getHandoff()).status).toBe(404);
  });
});

describe("what it costs", () => {
  test("one query and one transaction, with an Idempotency-Key as without", async () => {
    const it = await aRunReadyForHandoff(owner);
    const requests = countRequests();
    await it.record({ headers: withKey("k") });
    expect(Object.fromEntries(requests)).toEqual({ QueryCommand: 1, TransactWriteItemsCommand: 1 });
  });

  test("two items are written, and the head is one write unit of 1 KB", async () => {
    const here = someone("owner");
    const it = await aRunReadyForHandoff(here);
    const before = await recordsOfTenant(here.tenantId);
    await it.record({ headers: withKey("k") });
    const [head, ...others] = (await recordsOfTenant(here.tenantId)).slice(before.length);
    expect(others).toEqual([]);
    expect(itemBytes(head?.dynamodb?.NewImage)).toBeLessThanOrEqual(1_024);
  });
});
