import { hash, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { type Reply, colleague, someone } from "../support/call.ts";
import {
  answerNoReading,
  beforeTheNextWrite,
  conflict,
  countRequests,
  loseAnswers,
  loseRequests,
  noRoute,
  reset,
} from "../support/faults.ts";
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

describe("when many record the same run at once", () => {
  test("one of 50 wins, and the ledger has one record and the stream one event", async () => {
    const here = someone("owner");
    const it = await aRunReadyForHandoff(here);
    const answers = await Promise.all(Array.from({ length: 50 }, () => it.record()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error_code === "HANDOFF_EXISTS")).toHaveLength(49);
    expect(await recordsOfTenant(here.tenantId, "LEDGER_TABLE")).toHaveLength(1);
    const events = (await recordsOfTenant(here.tenantId)).map(({ dynamodb }) => dynamodb?.NewImage?.event?.M?.name?.S);
    expect(events.filter((name) => name === "n3_run_execution_handoff_created")).toHaveLength(1);
  });

  test("50 arrivals of one request get one answer", async () => {
    const it = await aRunReadyForHandoff(owner);
    const headers = withKey(randomUUID());
    const answers = await Promise.all(Array.from({ length: 50 }, () => it.record({ headers })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.handoff_id)).size).toBe(1);
    expect(answers.filter(({ headers: { "idempotency-replayed": again } }) => again === "true")).toHaveLength(49);
  });
});

describe("the same request again", () => {
  test("gets the same status and body", async () => {
    const it = await aRunReadyForHandoff(owner);
    const sent = { headers: withKey("a"), body: { note: "once" } };
    const first = await it.record(sent);
    const again = await it.record(sent);
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { "idempotency-replayed": "true" } });
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
  });

  test("with another body is refused", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.record({ headers: withKey("a"), body: { note: "once" } });
    const other = await it.record({ headers: withKey("a"), body: { note: "twice" } });
    expect(other).toMatchObject(refusal(422, "IDEMPOTENCY_KEY_REUSED"));
  });

  test("from somebody else is another request", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.record({ headers: withKey("a") });
    expect(await it.as(colleague(owner, "admin")).record({ headers: withKey("a") })).toMatchObject(
      refusal(409, "HANDOFF_EXISTS"),
    );
  });

  test("gets the first answer even after that handoff was deleted and another recorded", async () => {
    const it = await aRunReadyForHandoff(owner);
    await it.promote();
    const first = await it.record({ headers: withKey("first") });
    await it.demote();
    expect((await it.deleteHandoff()).status).toBe(200);
    expect((await it.record({ headers: withKey("first") })).body).toEqual(first.body);
    expect((await it.getHandoff()).status).toBe(404);
    const second = await it.record({ headers: withKey("second") });
    expect(second.status).toBe(201);
    expect(second.body.handoff_id).not.toBe(first.body.handoff_id);
    expect((await it.record({ headers: withKey("first") })).body).toEqual(first.body);
    expect((await it.record({ headers: withKey("second") })).body).toEqual(second.body);
  });

  test.each(["", "x".repeat(256), "two words", "käse"])("is refused with the key %j", async (key) => {
    const it = await aRunReadyForHandoff(owner);
    const answer = await it.record({ headers: withKey(key) });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter: "Idempotency-Key" }] } });
  });
});

describe("when answers and requests get lost", () => {
  test.each([1, 3, 100])("an answer lost %i times after the commit is a success all the same", async (times) => {
    const here = someone("owner");
    const it = await aRunReadyForHandoff(here);
    loseAnswers(times);
    const answer = await it.record();
    expect(answer.status).toBe(201);
    expect((await it.getHandoff()).body.id).toBe(answer.body.handoff_id);
    expect(await recordsOfTenant(here.tenantId, "LEDGER_TABLE")).toHaveLength(1);
  });

  test("a request lost once is sent again", async () => {
    const it = await aRunReadyForHandoff(owner);
    loseRequests(1);
    expect((await it.record()).status).toBe(201);
  });

  test("a request lost for good is a 503 that says to send it again, and nothing is written", async () => {
    const it = await aRunReadyForHandoff(owner);
    loseRequests(6);
    const answer = await it.record({ headers: withKey("again") });
    expect(answer).toMatchObject(refusal(503, "OUTCOME_UNKNOWN"));
    expect(answer.headers["retry-after"]).toBe("1");
    expect((await it.getHandoff()).status).toBe(404);
    expect((await it.record({ headers: withKey("again") })).status).toBe(201);
  });

  test.each([
    ["broke off", reset],
    ["has no way there", noRoute],
  ])(
    "a reading that the database does not answer is a 503 that says to send it again: the network %s",
    async (_, why) => {
      const it = await aRunReadyForHandoff(owner);
      answerNoReading(why);
      expect(await it.record()).toMatchObject({ status: 503, body: { error_code: "UNAVAILABLE" } });
      expect(await it.getRun()).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
      expect(await it.list()).toMatchObject({ status: 503 });
    },
  );

  test("another transaction under way is waited for, and the decision made again", async () => {
    const it = await aRunReadyForHandoff(owner);
    conflict(5);
    expect((await it.record()).status).toBe(201);
  });
});

describe("when the run changes between the reading and the write", () => {
  test.each([
    ["unlocked", "SNAPSHOT_REQUIRED", (it: ReturnType<typeof runOf>) => it.unlock()],
    [
      "unlocked and locked again",
      "ELIGIBILITY_STALE",
      async (it: ReturnType<typeof runOf>) => {
        await it.unlock();
        await it.lock();
      },
    ],
    ["demoted", "INVALID_STATUS", (it: ReturnType<typeof runOf>) => it.demote()],
    ["handed off", "HANDOFF_EXISTS", (it: ReturnType<typeof runOf>) => it.record()],
  ])("%s meanwhile: 409 and nothing is written", async (_, code, act) => {
    const here = someone("owner");
    const it = await aRunReadyForHandoff(here);
    await it.promote();
    beforeTheNextWrite(() => act(it));
    expect(await it.record()).toMatchObject(refusal(409, code));
    expect(await recordsOfTenant(here.tenantId, "LEDGER_TABLE")).toHaveLength(code === "HANDOFF_EXISTS" ? 1 : 0);
  });

  test("facts that came meanwhile do not disturb it", async () => {
    const it = await aRunReadyForHandoff(owner);
    beforeTheNextWrite(() => it.putReadiness({ body: readiness }));
    expect((await it.record()).status).toBe(201);
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
