import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Reply, someone } from "../support/call.ts";
import { aFeature, packet } from "./given.ts";

const orchestrator = someone("orchestrator");
const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });
const at = (answer: Reply) => answer.body.errors?.map(({ pointer }: { pointer: string }) => pointer);

describe("the version of a packet", () => {
  test("is the next of its phase, and the one before is linked", async () => {
    const it = await aFeature(orchestrator);
    const first = await it.hand();
    await it.hand({ phase: "planning" });
    const second = await it.hand({ status: "rejected" });
    const third = await it.hand();
    expect([first, second, third].map(({ version }) => version)).toEqual([1, 2, 3]);
    expect([second, third].map(({ previous_version_id }) => previous_version_id)).toEqual([first.id, second.id]);
  });

  test("may be sent as the one that is expected; another is a conflict", async () => {
    const it = await aFeature(orchestrator);
    expect((await it.hand({ version: 1 })).version).toBe(1);
    const again = await it.record({ body: { ...packet, version: 1 } });
    expect(again).toMatchObject(refusal(409, "VERSION_CONFLICT"));
    expect(again.body.detail).toContain("version 2, not 1");
    expect((await it.record({ body: { ...packet, version: 3 } })).status).toBe(409);
    expect((await it.record({ body: { ...packet, version: 0 } })).status).toBe(400);
    expect((await it.hand({ version: 2 })).version).toBe(2);
  });
});

describe("the input of a packet", () => {
  test("is the last completed packet of the nearest lower phase; rejected ones and those in progress do not count", async () => {
    const it = await aFeature(orchestrator);
    const planned = await it.hand({ phase: "planning" });
    expect(planned).toMatchObject({ input_source_phase: null, input_source_packet_id: null });
    const built = await it.hand({ phase: "in_progress" });
    expect(built).toMatchObject({ input_source_phase: "planning", input_source_packet_id: planned.id });
    await it.hand({ phase: "in_progress", status: "rejected" });
    await it.hand({ phase: "qa_review", status: "in_progress" });
    const reviewed = await it.hand({ phase: "review" });
    expect(reviewed).toMatchObject({ input_source_phase: "in_progress", input_source_packet_id: built.id });
    const rebuilt = await it.hand({ phase: "in_progress" });
    expect((await it.hand({ phase: "done" })).input_source_packet_id).toBe(reviewed.id);
    expect((await it.hand({ phase: "qa_review" })).input_source_packet_id).toBe(rebuilt.id);
  });

  test("may be named by its phase or its id", async () => {
    const it = await aFeature(orchestrator);
    const planned = await it.hand({ phase: "planning" });
    await it.hand({ phase: "design_review" });
    const expected = { input_source_phase: "planning", input_source_packet_id: planned.id };
    expect(await it.hand({ phase: "review", input_source_phase: "planning" })).toMatchObject(expected);
    expect(await it.hand({ phase: "review", input_source_packet_id: planned.id })).toMatchObject(expected);
    expect(await it.hand({ phase: "review", input_source_phase: "qa_review" })).toMatchObject({
      input_source_phase: "qa_review",
      input_source_packet_id: null,
    });
  });

  test("is refused when it is of another feature, of no earlier phase, or nowhere", async () => {
    const it = await aFeature(orchestrator);
    const planned = await it.hand({ phase: "planning" });
    const reviewed = await it.hand({ phase: "review" });
    const elsewhere = await (await aFeature(orchestrator)).hand({ phase: "planning" });
    const next = planned.id.replace(/1$/, "2");
    for (const [name, value] of [
      ["input_source_packet_id", elsewhere.id],
      ["input_source_packet_id", reviewed.id],
      ["input_source_packet_id", next],
      ["input_source_packet_id", randomUUID()],
      ["input_source_packet_id", "planning"],
      ["input_source_phase", "qa_review"],
      ["input_source_phase", "done"],
      ["input_source_phase", "constructor"],
    ]) {
      const answer = await it.record({ body: { ...packet, phase: "qa_review", [String(name)]: value } });
      expect([value, answer.status, at(answer)]).toEqual([value, 400, [`/${name}`]]);
    }
    const other = { input_source_phase: "design_review", input_source_packet_id: planned.id };
    expect((await it.record({ body: { ...packet, phase: "review", ...other } })).status).toBe(400);
  });
});
