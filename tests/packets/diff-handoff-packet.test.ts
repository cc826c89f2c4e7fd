import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { aFeature, packet } from "./given.ts";

const orchestrator = someone("orchestrator");

describe("GET /api/features/{featureId}/handoff-packets/{packetId}/diff", () => {
  test("says what changed against the version before, artifacts by path, title or label", async () => {
    const it = await aFeature(orchestrator);
    const file = { type: "file", path: "a.ts", action: "created" };
    await it.hand({
      output_artifacts: [file, { type: "doc", title: "Notes", content: "1" }, { type: "link", label: "Board" }],
      output_decisions: [{ question: "Queue?", chosen: "None", rationale: "No need" }],
      output_metrics: { passed: 10, total: 12 },
      input_context: { branch: "main", ticket: 7 },
      activity_log: [
        { timestamp: "t1", event: "started" },
        { timestamp: "t2", actor: { id: "IN1" }, action: "wrote", detail: 1 },
        { timestamp: "t3", action: "ended" },
      ],
      model: "m-1",
      cost_usd: 0.1,
    });
    const second = await it.hand({
      output_summary: "Reworked",
      output_artifacts: [
        { ...file, action: "modified" },
        { type: "doc", title: "Notes", content: "1" },
        { type: "doc", title: "Notes", content: "2" },
      ],
      output_decisions: [{ decision: "Split", rationale: "Small" }],
      output_metrics: { passed: 12, total: 12 },
      input_context: { branch: "next", ticket: 7 },
      activity_log: [
        { timestamp: "t1", event: "started" },
        { timestamp: "t2", actor: { id: "IN1" }, action: "wrote", detail: 2 },
        { timestamp: "t1", event: "started", detail: "again" },
      ],
      agent_name: "Second Architect",
      model: "m-2",
      provider: "p",
      status: "rejected",
      rejection_reason: "No tests",
      cost_usd: "0.1",
    });
    const { status, body } = await it.diff(second.id);
    expect([status, body.version, body.previous_version_id]).toEqual([200, 2, second.previous_version_id]);
    expect(body.summary).toEqual({ changed: true, before: packet.output_summary, after: "Reworked" });
    expect(body.artifacts).toEqual({
      added: [{ name: "Notes (2)", after: { type: "doc", title: "Notes", content: "2" } }],
      removed: [{ name: "Board", before: { type: "link", label: "Board" } }],
      changed: [{ name: "a.ts", before: file, after: { ...file, action: "modified" } }],
    });
    expect(body.decisions.added.map(({ name }: any) => name)).toEqual(["Split"]);
    expect(body.decisions.removed.map(({ name }: any) => name)).toEqual(["Queue?"]);
    expect(body.metrics.changed).toEqual([{ name: "passed", before: 10, after: 12 }]);
    expect(body.input_context).toEqual({
      added: [],
      removed: [],
      changed: [{ name: "branch", before: "main", after: "next" }],
    });
    expect(body.activity).toEqual({
      added: [{ name: "t1 started (2)", after: { timestamp: "t1", event: "started", detail: "again" } }],
      removed: [{ name: "t3 ended", before: { timestamp: "t3", action: "ended" } }],
      changed: [
        {
          name: "t2 wrote",
          before: { timestamp: "t2", actor: { id: "IN1" }, action: "wrote", detail: 1 },
          after: { timestamp: "t2", actor: { id: "IN1" }, action: "wrote", detail: 2 },
        },
      ],
    });
    const namesIn = (changes: any[]) => changes.map(({ name }) => name);
    expect(namesIn(body.figures.changed)).toEqual(["status", "agent_name", "model", "cost_usd"]);
    expect(namesIn(body.figures.added)).toEqual(["rejection_reason", "provider"]);
    expect(namesIn(body.figures.removed)).toEqual(["completed_at"]);
  });

  test("loses no entry whose name is that of another and a number", async () => {
    const it = await aFeature(orchestrator);
    const output_artifacts = ["a", "a", "a (2)", "a"].map((label) => ({ type: "link", label }));
    const { added } = (await it.diff((await it.hand({ output_artifacts })).id)).body.artifacts;
    expect(added.map(({ after }: any) => after)).toEqual(output_artifacts);
    expect(new Set(added.map(({ name }: any) => name)).size).toBe(4);
  });

  test("of a first version adds everything, and of nothing is 404", async () => {
    const it = await aFeature(orchestrator);
    const first = await it.hand({ output_metrics: { constructor: 1 } });
    expect((await it.diff(first.id)).body).toMatchObject({
      previous_version_id: null,
      summary: { changed: true, before: null },
      metrics: { added: [{ name: "constructor", after: 1 }], removed: [], changed: [] },
    });
    expect((await it.diff(randomUUID())).status).toBe(404);
  });
});
