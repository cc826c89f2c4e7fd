import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import {
  answerNoReading,
  beforeTheNextWrite,
  conflict,
  loseAnswers,
  loseRequests,
  noRoute,
  reset,
} from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aRunReadyForHandoff, readiness, runOf } from "./given.ts";

const owner = someone("owner");
const withKey = (key: string) => ({ "idempotency-key": key });
const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });

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
