import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { beforeTheNextWrite, conflict, countRequests, loseAnswers, loseRequests } from "../support/faults.ts";
import { itemBytes } from "../support/item-size.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { examples } from "./examples.ts";
import { aFeature, packet } from "./given.ts";

const orchestrator = someone("orchestrator");
const withKey = (key: string) => ({ "idempotency-key": key });
const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });

describe("the same request again", () => {
  test("gets the same status and body, and makes no second version", async () => {
    const it = await aFeature(orchestrator);
    const sent = { headers: withKey("a"), body: packet };
    const first = await it.record(sent);
    await it.hand();
    const again = await it.record(sent);
    expect(again).toMatchObject({ status: 201, headers: { "idempotency-replayed": "true" } });
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect((await it.packets()).body).toHaveLength(2);
  });

  test("gets it also when it named its version", async () => {
    const it = await aFeature(orchestrator);
    const sent = { headers: withKey("v"), body: { ...packet, version: 1 } };
    const first = await it.record(sent);
    expect((await it.record(sent)).body).toEqual(first.body);
  });

  test("with another body is refused", async () => {
    const it = await aFeature(orchestrator);
    await it.record({ headers: withKey("a"), body: packet });
    const other = await it.record({ headers: withKey("a"), body: { ...packet, agent_id: "IN2" } });
    expect(other).toMatchObject(refusal(422, "IDEMPOTENCY_KEY_REUSED"));
    expect((await it.packets()).body).toHaveLength(1);
  });

  test("arriving 30 times at once makes one packet", async () => {
    const it = await aFeature(orchestrator);
    const sent = { headers: withKey(randomUUID()), body: packet };
    const answers = await Promise.all(Array.from({ length: 30 }, () => it.record(sent)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.packet.id)).size).toBe(1);
    expect((await it.packets()).body).toHaveLength(1);
  });
});

describe("when answers and requests get lost", () => {
  test.each([1, 100])("an answer lost %i times after the commit is a success all the same", async (times) => {
    const it = await aFeature(orchestrator);
    loseAnswers(times);
    expect((await it.record({ body: packet })).status).toBe(201);
    expect((await it.packets()).body).toHaveLength(1);
  });

  test("a request lost for good is a 503, nothing is written, and the same key makes version 1", async () => {
    const it = await aFeature(orchestrator);
    loseRequests(6);
    expect(await it.record({ headers: withKey("x"), body: packet })).toMatchObject(refusal(503, "OUTCOME_UNKNOWN"));
    expect((await it.summary()).body.totals.packets).toBe(0);
    expect((await it.record({ headers: withKey("x"), body: packet })).body.packet.version).toBe(1);
  });

  test("another transaction under way is waited for", async () => {
    const it = await aFeature(orchestrator);
    conflict(3);
    expect((await it.record({ body: packet })).status).toBe(201);
  });

  test("a packet that came between the reading and the write is counted with, and linked to", async () => {
    const it = await aFeature(orchestrator);
    beforeTheNextWrite(() => it.hand({ cost_usd: 0.1 }));
    const second = await it.hand({ cost_usd: 0.2 });
    const [newest, oldest] = (await it.packets()).body;
    expect([newest.version, newest.previous_version_id]).toEqual([2, oldest.id]);
    expect(second.id).toBe(newest.id);
    expect((await it.summary()).body.totals).toMatchObject({ packets: 2, cost_usd: "0.3" });
  });
});

describe("what it costs", () => {
  test("two requests: head and totals are read together, then one transaction", async () => {
    const it = await aFeature(orchestrator);
    const requests = countRequests();
    await it.record({ headers: withKey("k"), body: packet });
    expect(Object.fromEntries(requests)).toEqual({ BatchGetItemCommand: 1, TransactWriteItemsCommand: 1 });
  });

  test("the head of a feature with packets of all phases is one write unit of 1 KB, and so are its day's totals", async () => {
    const here = someone("agent");
    const it = await aFeature(here);
    for (const phase of ["planning", "design_review", "in_progress", "qa_review", "review", "approved", "pr_submitted"])
      await it.hand({ ...examples.design_review, phase });
    await it.hand({ ...examples.design_review, phase: "done", status: "in_progress", completed_at: null });
    const before = await recordsOfTenant(here.tenantId);
    await it.hand({ ...examples.design_review, phase: "done" });
    const written = (await recordsOfTenant(here.tenantId)).slice(before.length).map(({ dynamodb }) => dynamodb);
    expect(written).toHaveLength(2);
    for (const image of written) expect(itemBytes(image?.NewImage)).toBeLessThanOrEqual(1_024);
  });
});
