import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { call, someone, type Who } from "../support/call.ts";
import { countRequests } from "../support/faults.ts";
import { aFeature, feature, featureOf } from "./given.ts";

const orchestrator = someone("orchestrator");
const ofTenant = (who: Who, query: Record<string, string> = {}) => call(who, "GET /api/handoff-summary", { query });
const ofEpic = (who: Who, epicId: string, query: Record<string, string> = {}) =>
  call(who, "GET /api/epics/{epicId}/handoff-summary", { params: { epicId }, query });

/** From now on it is this day, for the Lambdas. */
const on = (day: string) => vi.setSystemTime(new Date(`${day}T12:00:00Z`));
afterEach(() => void vi.useRealTimers());

describe("GET /api/features/{featureId}/handoff-summary", () => {
  test("adds up time, tokens and cost by phase, agent and version, and says what rework took", async () => {
    const it = await aFeature(orchestrator);
    await it.hand({ phase: "planning", duration_ms: 1_000, cost_usd: 0.1, cost_tokens_in: 10, cost_tokens_out: 1 });
    await it.hand({ phase: "in_progress", agent_id: "IN2", duration_ms: 2_000, cost_usd: "0.20", cost_tokens_in: 20 });
    await it.hand({ phase: "in_progress", agent_id: "IN2", duration_ms: 500, cost_usd: 0.000001, status: "rejected" });
    const { body } = await it.summary();
    expect(body).toMatchObject({
      feature_id: it.featureId,
      current_phase: "in_progress",
      current_phase_label: "Build",
      current_status: "rejected",
      progress: { completed: 1, of: 8 },
      phases: [
        { phase: "planning", versions: 1, status: "completed" },
        { phase: "in_progress", versions: 2, status: "rejected" },
      ],
      totals: { packets: 3, duration_ms: 3_500, cost_tokens_in: 30, cost_tokens_out: 1, cost_usd: "0.300001" },
      rework: { packets: 1, duration_ms: 500, cost_usd: "0.000001" },
      by_phase: [
        { phase: "planning", phase_order: 1, phase_label: "Planning", rework: { packets: 0 } },
        { phase: "in_progress", totals: { cost_usd: "0.200001" }, rework: { cost_usd: "0.000001" } },
      ],
      by_agent: [
        { agent_id: "IN1", totals: { cost_usd: "0.1" } },
        { agent_id: "IN2", totals: { cost_usd: "0.200001" } },
      ],
      by_version: [
        { version: 1, and_later: false, totals: { packets: 2, cost_usd: "0.3" } },
        { version: 2, and_later: false, totals: { packets: 1, cost_usd: "0.000001" } },
      ],
    });
  });

  test("of a feature without packets is nothing at all, and of no feature 404", async () => {
    const { body } = await (await aFeature(orchestrator)).summary();
    expect(body).toMatchObject({ current_phase: null, current_status: null, totals: { packets: 0, cost_usd: "0" } });
    expect((await featureOf(orchestrator).summary()).status).toBe(404);
  });

  test("reads no packet, however many there are", async () => {
    const it = await aFeature(orchestrator);
    for (let n = 0; n < 12; n += 1) await it.hand({ cost_usd: 0.1, agent_id: "IN#1" });
    const requests = countRequests();
    const { body } = await it.summary();
    expect(Object.fromEntries(requests)).toEqual({ QueryCommand: 2 });
    expect(body.by_version).toHaveLength(12);
    expect(body.by_version.at(-1)).toMatchObject({
      version: 12,
      and_later: false,
      totals: { packets: 1, cost_usd: "0.1" },
    });
  });
});

test("a packet whose request waited over midnight counts on the day of the one before it", async () => {
  const who = someone("owner");
  const it = await aFeature(who);
  vi.setSystemTime(new Date("2026-03-02T00:00:00.000Z"));
  await it.hand({ cost_usd: 0.1 });
  vi.setSystemTime(new Date("2026-03-01T23:59:59.999Z"));
  expect(await it.hand({ cost_usd: 0.2 })).toMatchObject({ created_at: "2026-03-02T00:00:00.000Z" });
  const totalsOn = async (day: string) => (await ofTenant(who, { from: day, to: day })).body.totals;
  expect(await totalsOn("2026-03-01")).toMatchObject({ packets: 0 });
  expect(await totalsOn("2026-03-02")).toMatchObject({ packets: 2, cost_usd: "0.3" });
});

describe("GET /api/handoff-summary", () => {
  test("adds up the packets recorded between two days, both included, of all features", async () => {
    const who = someone("owner");
    const [one, two] = [await aFeature(who), await aFeature(who)];
    for (const [day, it, cost_usd] of [
      ["2026-03-01", one, "1"],
      ["2026-03-02", two, "10"],
      ["2026-03-02", one, "100"],
      ["2026-03-03", one, "1000"],
    ] as const) {
      on(day);
      await it.hand({ cost_usd });
    }
    const cost = async (query: Record<string, string>) => (await ofTenant(who, query)).body.totals.cost_usd;
    expect(await cost({ from: "2026-03-01", to: "2026-03-03" })).toBe("1111");
    expect(await cost({ from: "2026-03-02", to: "2026-03-02" })).toBe("110");
    expect(await cost({ to: "2026-03-02" })).toBe("111");
    expect(await cost({ from: "2026-03-03" })).toBe("1000");
    expect(await cost({ from: "2026-03-04", to: "2026-03-09" })).toBe("0");
    expect(await cost({ from: "2026-03-02T23:30:00-01:00", to: "2026-03-03T00:00:00Z" })).toBe("1000");
    const { body } = await ofTenant(who, { from: "2026-03-01", to: "2026-03-02" });
    expect(body).toMatchObject({ from: "2026-03-01", to: "2026-03-02", features: 2, rework: { cost_usd: "100" } });
    expect(new Map(body.by_feature.map(({ feature_id, totals }: any) => [feature_id, totals.cost_usd]))).toEqual(
      new Map([
        [one.featureId, "101"],
        [two.featureId, "10"],
      ]),
    );
  });

  test("counts a packet on the day of its recording, whenever its work was done", async () => {
    const who = someone("owner");
    const it = await aFeature(who);
    on("2026-03-05");
    await it.hand({ cost_usd: 1, started_at: "2025-01-01T00:00:00Z", completed_at: "2025-01-02T00:00:00Z" });
    expect((await ofTenant(who, { from: "2026-03-05", to: "2026-03-05" })).body.totals.packets).toBe(1);
  });

  test("shows nothing of another tenant", async () => {
    await (await aFeature(orchestrator)).hand();
    expect((await ofTenant(someone("member"))).body).toMatchObject({
      features: 0,
      totals: { packets: 0 },
      by_feature: [],
    });
  });

  test.each([
    [{ from: "2026-03-02", to: "2026-03-01" }, "to"],
    [{ from: "2026-02-30" }, "from"],
    [{ from: "2025-01-01", to: "2026-01-02" }, "from"],
    [{ to: "tomorrow" }, "to"],
    [{ from: "2026-03-02T00:00:00" }, "from"],
    [{ window: "7d" }, "window"],
  ])("refuses %j", async (query, parameter) => {
    const answer = await ofTenant(orchestrator, query);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, parameter]);
  });
});

describe("GET /api/epics/{epicId}/handoff-summary", () => {
  test("adds up the features that say they are of the epic", async () => {
    const who = someone("admin");
    const epic_id = randomUUID();
    const [one, two, other] = [await aFeature(who, { epic_id }), await aFeature(who, { epic_id }), await aFeature(who)];
    for (const [it, cost_usd] of [
      [one, 1],
      [two, 10],
      [other, 100],
    ] as const)
      await it.hand({ cost_usd });
    const { body } = await ofEpic(who, epic_id);
    expect(body).toMatchObject({ epic_id, from: null, to: null, features: 2, totals: { cost_usd: "11" } });
    expect((await ofEpic(who, epic_id, { to: "2020-01-01" })).body.totals.packets).toBe(0);
    await two.put({ body: feature });
    await other.put({ body: { ...feature, epic_id } });
    expect((await ofEpic(who, epic_id)).body.totals.cost_usd).toBe("101");
    expect((await ofEpic(someone("admin"), epic_id)).status).toBe(404);
  });
});
