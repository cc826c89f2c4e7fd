import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { colleague, type Reply, someone } from "../support/call.ts";
import { aFeature, featureOf, packet } from "./given.ts";
import { examples } from "./examples.ts";

const orchestrator = someone("orchestrator");
const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });
const at = (answer: Reply) => answer.body.errors?.map(({ pointer }: { pointer: string }) => pointer);

describe("POST /api/features/{featureId}/handoff-packets", () => {
  test.each(Object.values(examples))("takes the document's example of $phase as it is", async (example) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: example });
    const inUtc = Object.entries(example).map(([name, value]) =>
      name.endsWith("_at") ? [name, new Date(value as string).toISOString()] : [name, value],
    );
    expect(answer).toMatchObject({ status: 201, body: { packet: { ...Object.fromEntries(inUtc), version: 1 } } });
    expect((await it.packet(answer.body.packet.id)).body).toEqual(answer.body.packet);
  });

  test("adds order, label, version, times and who recorded it, under a digest that anyone can compute", async () => {
    const it = await aFeature(orchestrator);
    const { body } = await it.record({ body: examples.design_review });
    expect(body).toMatchObject({ phase_order: 2, phase_label: "Design" });
    const { digest, ...sealed } = body.packet;
    expect(sealed).toMatchObject({
      feature_id: it.featureId,
      phase_order: 2,
      phase_label: "Design",
      version: 1,
      duration_ms: 900_000,
      previous_version_id: null,
      created_by: orchestrator.sub,
    });
    expect(digest).toBe(hash("sha256", canonicalize(sealed) ?? ""));
  });

  test.each([
    ["planning", 1, "Planning"],
    ["design_review", 2, "Design"],
    ["in_progress", 3, "Build"],
    ["qa_review", 4, "Test"],
    ["review", 5, "Review"],
    ["approved", 6, "Approved"],
    ["pr_submitted", 7, "PR Submitted"],
    ["done", 8, "Done"],
  ])("%s is phase %i, %s", async (phase, phase_order, phase_label) => {
    const it = await aFeature(orchestrator);
    expect((await it.record({ body: { ...packet, phase } })).body).toMatchObject({ phase_order, phase_label });
  });

  test.each(["constructor", "__proto__", " planning", "Planning", "cancelled", "", 3, null])(
    "refuses the phase %j, naming the eight",
    async (phase) => {
      const it = await aFeature(orchestrator);
      const answer = await it.record({ body: { ...packet, phase } });
      expect(answer).toMatchObject(refusal(400, "INVALID_REQUEST"));
      expect(answer.body.detail).toContain(
        "planning, design_review, in_progress, qa_review, review, approved, pr_submitted, done",
      );
    },
  );

  test.each(["phase", "agent_id", "agent_name", "output_summary"])("refuses a packet without %s", async (name) => {
    const it = await aFeature(orchestrator);
    const answer = await it.record({ body: { ...packet, [name]: undefined } });
    expect(answer.status).toBe(400);
    expect(at(answer)).toEqual([`/${name}`]);
  });

  test.each(["output_artifacts", "output_decisions", "activity_log", "artifacts", "decisions", "activity"])(
    "refuses %s that is no array of entries",
    async (name) => {
      const it = await aFeature(orchestrator);
      for (const value of [{}, "text", null, 7]) {
        const answer = await it.record({ body: { ...packet, [name]: value } });
        expect([answer.status, at(answer)]).toEqual([400, [`/${name}`]]);
      }
      for (const entry of ["text", null, {}, []]) {
        const answer = await it.record({ body: { ...packet, [name]: [entry] } });
        expect([answer.status, at(answer)]).toEqual([400, [`/${name}/0`]]);
        expect(answer.body.detail).toContain("Expected {");
      }
      expect((await it.packets()).body).toEqual([]);
    },
  );

  test("takes artifacts, decisions and activity in all three dialects, and answers them as they were sent", async () => {
    const sent = {
      output_artifacts: [
        { type: "file", path: "src/a.ts", action: "deleted", description: "gone", lines: 12 },
        { type: "doc", title: "Notes", content: "x", url: "https://example.com/n", mime_type: "text/plain" },
        { type: "link", label: "Board" },
      ],
      output_decisions: [
        { decision: "One table", rationale: "Simple", alternatives_considered: ["Two tables"] },
        { question: "Which queue?", chosen: "None", alternatives: ["SQS"], rationale: "No need", decided_by: "IN1" },
        { title: "Retries", rationale: "Cheap", chosen: "Three" },
      ],
      activity_log: [
        { timestamp: "2026-02-24T03:00:00Z", event: "phase_started" },
        {
          timestamp: "2026-02-24 03:01",
          actor: { id: "IN1", type: "agent", name: "Architect" },
          action: "wrote",
          detail: { n: 1 },
        },
        { timestamp: "03:02", action: "read", detail: "the spec" },
      ],
    };
    const it = await aFeature(orchestrator);
    expect(await it.hand(sent)).toMatchObject(sent);
  });

  test("takes the names that older callers use, but not both at once", async () => {
    const it = await aFeature(orchestrator);
    const { output_summary, ...rest } = packet;
    const legacy = { ...rest, summary: "Old", artifacts: [{ type: "link", label: "l" }], decisions: [], activity: [] };
    expect((await it.record({ body: legacy })).body.packet).toMatchObject({
      output_summary: "Old",
      output_artifacts: [{ type: "link", label: "l" }],
    });
    const both = await it.record({ body: { ...legacy, output_summary } });
    expect([both.status, at(both)]).toEqual([400, ["/summary"]]);
  });

  test.each(["member", "reviewer", "auditor", "tenant_admin", "builder"])("is closed to %s", async (role) => {
    const it = await aFeature(orchestrator);
    expect(await it.as(colleague(orchestrator, role)).record({ body: packet })).toMatchObject(
      refusal(403, "FORBIDDEN"),
    );
    expect((await it.packets()).body).toEqual([]);
  });

  test.each(["orchestrator", "agent", "owner", "admin"])("is open to %s", async (role) => {
    const it = await aFeature(orchestrator);
    expect((await it.as(colleague(orchestrator, role)).record({ body: packet })).status).toBe(201);
  });

  test("a feature of another tenant cannot be told from one that does not exist", async () => {
    const it = await aFeature(orchestrator);
    const bare = ({ status, body: { instance: _instance, request_id: _id, ...rest }, headers }: Reply) => ({
      status,
      rest,
      headers,
    });
    const stranger = someone("orchestrator");
    const missing = bare(await featureOf(stranger).record({ body: packet }));
    expect(missing.status).toBe(404);
    expect(bare(await it.as(stranger).record({ body: packet }))).toEqual(missing);
  });

  test("refuses a packet that would be sealed with more than 350,000 bytes, saying both numbers", async () => {
    const withBytes = async (bytes: number) =>
      (await aFeature(orchestrator)).record({ body: { ...packet, input_context: { text: "x".repeat(bytes) } } });
    const fits = await withBytes(348_000);
    const { digest: _digest, ...sealed } = fits.body.packet;
    const bytes = Buffer.byteLength(canonicalize(sealed) ?? "");
    expect((await withBytes(348_000 + 350_000 - bytes)).status).toBe(201);
    const answer = await withBytes(348_001 + 350_000 - bytes);
    expect(answer).toMatchObject(refusal(413, "TOO_LARGE"));
    expect(answer.body.detail).toMatch(/350001 bytes.* 350000/);
  });
});
