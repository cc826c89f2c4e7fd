import { describe, expect, test } from "vitest";
import { type Reply, someone } from "../support/call.ts";
import { aFeature, packet } from "./given.ts";

const orchestrator = someone("orchestrator");
const at = (answer: Reply) => answer.body.errors?.map(({ pointer }: { pointer: string }) => pointer);

describe("the summary of a packet", () => {
  const emoji = "\u{1F525}";
  const flag = "\u{1F1F3}\u{1F1F4}";
  const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
  test.each([
    ["exactly 10,000", "s".repeat(10_000), "s".repeat(10_000), 10_000],
    ["10,001", "s".repeat(10_001), "s".repeat(10_000), 10_001],
    ["9,999 letters and an emoji", "s".repeat(9_999) + emoji, "s".repeat(9_999) + emoji, 10_000],
    ["10,000 emoji and one more", emoji.repeat(10_001), emoji.repeat(10_000), 10_001],
    ["a flag on the border", "s".repeat(9_999) + flag, "s".repeat(9_999), 10_001],
    ["a row of flags over the border", "s" + flag.repeat(5_000), "s" + flag.repeat(4_999), 10_001],
    ["a family on the border", "s".repeat(9_997) + family, "s".repeat(9_997), 10_002],
  ])("of %s code points is kept up to 10,000, and the cut is reported", async (_, sent, kept, length) => {
    const it = await aFeature(orchestrator);
    const { output_summary, output_summary_truncated, output_summary_length } = await it.hand({ output_summary: sent });
    expect([output_summary === kept, output_summary.isWellFormed()]).toEqual([true, true]);
    expect([output_summary_truncated, output_summary_length]).toEqual([length > 10_000, length]);
  });

  test("that its caller has cut says how long it was", async () => {
    const it = await aFeature(orchestrator);
    const cut = { output_summary_truncated: true, output_summary_length: 30_000 };
    expect(await it.hand({ output_summary: "\u{1F525}!", output_summary_length: 30_000 })).toMatchObject(cut);
    const both = await it.hand({ output_summary: "s".repeat(10_001), output_summary_length: 30_000 });
    expect(both).toMatchObject({ ...cut, output_summary: "s".repeat(10_000) });
    const whole = { output_summary_truncated: false, output_summary_length: 2 };
    for (const output_summary_length of [2, null])
      expect(await it.hand({ output_summary: "\u{1F525}!", output_summary_length })).toMatchObject(whole);
  });

  test.each([1, 1.5, "3"])("had not %j code points when it has two", async (output_summary_length) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: { ...packet, output_summary: "\u{1F525}!", output_summary_length } });
    expect([answer.status, at(answer)]).toEqual([400, ["/output_summary_length"]]);
  });

  test.each(["", " \n\t", 7, null, "e\u0301"])("is refused as %j", async (output_summary) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: { ...packet, output_summary } });
    expect([answer.status, at(answer)]).toEqual([400, ["/output_summary"]]);
  });
});

describe("the times of a packet", () => {
  const start = "2026-02-24T03:00:00Z";
  test.each([
    ["equal", { started_at: start, completed_at: start }, 0],
    ["with offsets", { started_at: "2026-02-24T05:00:00+02:00", completed_at: "2026-02-24T00:00:01-03:00" }, 1_000],
    ["over 25 days apart", { started_at: start, completed_at: "2026-03-24T03:00:00Z" }, 28 * 86_400_000],
    ["contradicted by the duration, which stays", { started_at: start, completed_at: start, duration_ms: 5 }, 5],
    ["equal, with other zeros", { started_at: "2026-02-24T03:00:00.000000Z", completed_at: start }, 0],
    [
      "a microsecond apart",
      { started_at: "2026-02-24T03:00:00.000001Z", completed_at: "2026-02-24T03:00:00.000002Z" },
      0,
    ],
    ["in small letters", { started_at: "2026-02-24t03:00:00z", completed_at: "2026-02-24t03:00:01.5+00:00" }, 1_500],
    ["without a start", { completed_at: start }, null],
    ["without a start, and with a duration", { duration_ms: 3_000_000_000 }, 3_000_000_000],
  ])("may be %s", async (_, times, duration_ms) => {
    const it = await aFeature(orchestrator);
    const answered = await it.hand(times);
    expect(answered.duration_ms).toBe(duration_ms);
    expect(answered.completed_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);
  });

  test.each([
    [{ started_at: "2026-02-24T03:00:00.001Z", completed_at: start }, "/completed_at"],
    [{ started_at: "2026-02-24T03:00:00.0009Z", completed_at: "2026-02-24T03:00:00.0001Z" }, "/completed_at"],
    [{ started_at: "2026-02-24T05:00:00.000000001+02:00", completed_at: start }, "/completed_at"],
    [{ started_at: "2999-01-01T00:00:00Z" }, "/started_at"],
    [{ started_at: "2026-02-24" }, "/started_at"],
    [{ started_at: "2026-02-30T00:00:00Z" }, "/started_at"],
    [{ completed_at: "2026-02-24T03:00:00" }, "/completed_at"],
    [{ completed_at: "yesterday" }, "/completed_at"],
    [{ completed_at: 1_700_000_000 }, "/completed_at"],
    [{ completed_at: "2099-01-01T00:00:00Z" }, "/completed_at"],
    [{ duration_ms: -1 }, "/duration_ms"],
    [{ duration_ms: 1.5 }, "/duration_ms"],
    [{ status: "in_progress", completed_at: start }, "/completed_at"],
  ])("are refused as %j", async (times, pointer) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: { ...packet, ...times } });
    expect([answer.status, at(answer)]).toEqual([400, [pointer]]);
  });

  test("a packet in progress is not completed, and the next version completes what began then", async () => {
    const it = await aFeature(orchestrator);
    const open = await it.hand({ status: "in_progress", started_at: start });
    expect(open).toMatchObject({ completed_at: null, duration_ms: null });
    const completed = await it.hand({ completed_at: "2026-02-24T04:00:00Z" });
    expect(completed).toMatchObject({
      version: 2,
      status: "completed",
      started_at: open.started_at,
      duration_ms: 3_600_000,
      previous_version_id: open.id,
    });
    expect((await it.hand()).started_at).toBeNull();
  });

  test("what is in progress cannot be completed before it was started, told at once or later", async () => {
    const it = await aFeature(orchestrator);
    await it.hand({ status: "in_progress", started_at: "2026-02-24T15:00:00.500Z" });
    const early = { completed_at: "2026-02-24T15:00:00.499Z" };
    for (const status of ["completed", "rejected"]) {
      const answer = await it.record({ body: { ...packet, ...early, status } });
      expect([answer.status, at(answer)]).toEqual([400, ["/completed_at"]]);
    }
    expect(await it.hand({ completed_at: "2026-02-24T15:00:00.500Z" })).toMatchObject({ version: 2, duration_ms: 0 });
  });

  test.each(["completed", "in_progress", "rejected"])(
    "work that is %s has not been started in the future",
    async (status) => {
      const it = await aFeature(orchestrator);
      const answer = await it.record({ body: { ...packet, status, started_at: "2999-01-01T00:00:00Z" } });
      expect([answer.status, at(answer)]).toEqual([400, ["/started_at"]]);
    },
  );

  test("only what is completed is given a time of completion", async () => {
    const it = await aFeature(orchestrator);
    expect((await it.hand()).completed_at).not.toBeNull();
    expect(await it.hand({ status: "rejected", rejection_reason: "No tests" })).toMatchObject({
      completed_at: null,
      rejection_reason: "No tests",
    });
  });
});

describe("the cost of a packet", () => {
  test.each([0, 0.1, "0.12", "0.120000", 0.000001, "999999999.999999", 999999999.999999, null])(
    "%j is answered as it was sent",
    async (cost_usd) => {
      const it = await aFeature(orchestrator);
      expect((await it.hand({ cost_usd })).cost_usd).toBe(cost_usd);
    },
  );

  test.each([
    1e-9,
    -1,
    "-0.1",
    "1e-3",
    "0.1234567",
    0.30000000000000004,
    1e9,
    "1,5",
    "",
    " 1",
    "01",
    "1.",
    ".5",
    true,
    {},
  ])("%j is refused", async (cost_usd) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: { ...packet, cost_usd } });
    expect([answer.status, at(answer)]).toEqual([400, ["/cost_usd"]]);
  });

  test.each([-1, 1.5, "8500", 2 ** 53])("%j tokens are refused", async (cost_tokens_in) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: { ...packet, cost_tokens_in } });
    expect([answer.status, at(answer)]).toEqual([400, ["/cost_tokens_in"]]);
  });
});
