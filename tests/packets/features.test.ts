import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { call, colleague, someone } from "../support/call.ts";
import { aFeature, feature, featureOf } from "./given.ts";

const orchestrator = someone("orchestrator");

describe("PUT /api/features/{featureId}", () => {
  test("makes a feature, and writes it anew; fields of its board are kept as they were sent", async () => {
    const it = featureOf(orchestrator);
    const more = { story_points: 5.5, owner: { name: "Ada", teams: ["a", null] }, "x-order": "0001" };
    const made = await it.put({ body: { ...feature, ...more } });
    expect(made).toMatchObject({
      status: 201,
      body: { ...feature, ...more, id: it.featureId },
      headers: { etag: '"1"' },
    });
    expect((await it.get()).body).toEqual(made.body);
    const again = await it.put({ body: { ...made.body, title: "Phase 3" } });
    expect(again).toMatchObject({ status: 200, body: { ...more, title: "Phase 3" }, headers: { etag: '"2"' } });
    expect((await it.put({ body: feature })).body).not.toHaveProperty("story_points");
  });

  test("leaves its packets, versions and totals as they are", async () => {
    const it = await aFeature(orchestrator);
    await it.hand({ cost_usd: 0.5 });
    await it.put({ body: { ...feature, status: "done" } });
    expect((await it.hand()).version).toBe(2);
    expect((await it.summary()).body.totals).toMatchObject({ packets: 2, cost_usd: "0.5" });
  });

  test("starts in planning, and keeps its status when none is sent", async () => {
    const it = featureOf(orchestrator);
    expect((await it.put({ body: { title: "t" } })).body).toMatchObject({ status: "planning", labels: [] });
    await it.put({ body: { title: "t", status: "cancelled" } });
    expect((await it.put({ body: { title: "t" } })).body.status).toBe("cancelled");
  });

  test("heeds If-Match", async () => {
    const it = await aFeature(orchestrator);
    expect((await it.put({ body: feature, headers: { "if-match": '"7"' } })).status).toBe(412);
    expect((await it.put({ body: feature, headers: { "if-match": '"1"' } })).status).toBe(200);
  });

  test.each([
    [{ title: " " }, "/title"],
    [{ title: undefined }, "/title"],
    [{ status: "Planning" }, "/status"],
    [{ labels: "audit" }, "/labels"],
    [{ epic_id: "epic-1" }, "/epic_id"],
    [{ id: randomUUID() }, "/id"],
    [{ tenant_id: "another" }, "/tenant_id"],
  ])("refuses %j", async (wrong, pointer) => {
    const answer = await featureOf(orchestrator).put({ body: { ...feature, ...wrong } });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  test("is closed to readers, who may read", async () => {
    const it = await aFeature(orchestrator);
    for (const role of ["member", "reviewer"]) {
      const reader = it.as(colleague(orchestrator, role));
      expect([(await reader.put({ body: feature })).status, (await reader.get()).status]).toEqual([403, 200]);
    }
    expect((await it.as(someone("owner")).get()).status).toBe(404);
  });
});

describe("GET /api/features", () => {
  test("lists a tenant's features, oldest first, by status and epic, page by page", async () => {
    const who = someone("agent");
    const epic_id = randomUUID();
    const made = [];
    for (const body of [{}, { status: "done" }, { status: "done", epic_id }])
      made.push((await aFeature(who, body)).featureId);
    const list = (query: Record<string, string>) => call(who, "GET /api/features", { query });
    const idsOf = ({ body }: { body: any }) => body.features.map(({ id }: { id: string }) => id);
    expect(idsOf(await list({}))).toEqual(made);
    expect(idsOf(await list({ status: "done" }))).toEqual(made.slice(1));
    expect(idsOf(await list({ epic_id }))).toEqual(made.slice(2));
    const first = await list({ limit: "2" });
    const [, cursor = ""] = /cursor=([\w-]+)/.exec(first.headers.link ?? "") ?? [];
    expect([...idsOf(first), ...idsOf(await list({ limit: "2", cursor }))]).toEqual(made);
  });

  test("ends a page before its answer is more than can be sent, and leaves none out", async () => {
    const who = someone("agent");
    const made: string[] = [];
    for (let at = 0; at < 100; at += 1) made.push((await aFeature(who, { description: '"'.repeat(31_900) })).featureId);
    const listed: string[] = [];
    let query: Record<string, string> | undefined = { limit: "100" };
    for (let pages = 0; query; pages += 1) {
      const { status, body, headers } = await call(who, "GET /api/features", { query });
      expect(status).toBe(200);
      expect(pages).toBeLessThan(5);
      listed.push(...body.features.map(({ id }: { id: string }) => id));
      const [, cursor] = /cursor=([\w-]+)/.exec(headers.link ?? "") ?? [];
      query = cursor ? { limit: "100", cursor } : undefined;
    }
    expect(listed).toEqual(made);
  });
});
