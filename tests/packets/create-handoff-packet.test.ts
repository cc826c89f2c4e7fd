import { hash, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { colleague, type Reply, someone } from "../support/call.ts";
import { beforeTheNextWrite, conflict, countRequests, loseAnswers, loseRequests } from "../support/faults.ts";
import { itemBytes } from "../support/item-size.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aFeature, featureOf, packet } from "./given.ts";

const orchestrator = someone("orchestrator");
const withKey = (key: string) => ({ "idempotency-key": key });
const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });
const at = (answer: Reply) => answer.body.errors?.map(({ pointer }: { pointer: string }) => pointer);

/** The document's own examples, section 6 and 7. */
const examples = {
  planning: {
    phase: "planning",
    agent_id: "IN1",
    agent_name: "Product Architect",
    agent_type: "architect",
    output_summary: "Feature broken into tasks: API route, DB migration, UI component. Estimated 2-3 sub-agent cycles.",
    status: "completed",
    output_artifacts: [{ type: "spec", path: "specs/feature-plan.md", action: "created" }],
    output_decisions: [{ decision: "Split into 3 sub-tasks", rationale: "Each is independently testable" }],
  },
  design_review: {
    phase: "design_review",
    agent_id: "IN1",
    agent_name: "Product Architect",
    agent_type: "architect",
    output_summary: "Spec written with 12 acceptance criteria...",
    status: "completed",
    started_at: "2026-02-24T03:00:00Z",
    completed_at: "2026-02-24T03:15:00Z",
    cost_usd: 0.12,
    cost_tokens_in: 8500,
    cost_tokens_out: 3200,
    output_artifacts: [
      { type: "spec", path: "specs/my-feature.md", action: "created", description: "Feature specification" },
    ],
    output_decisions: [
      { decision: "Use API route over direct DB write", rationale: "Better validation and consistency" },
    ],
    activity_log: [
      { timestamp: "2026-02-24T03:00:00Z", event: "phase_started", detail: "IN1 began spec work" },
      { timestamp: "2026-02-24T03:15:00Z", event: "phase_completed", detail: "Spec written and saved" },
    ],
  },
  in_progress: {
    phase: "in_progress",
    agent_id: "IN2",
    agent_name: "Builder Agent",
    agent_type: "builder",
    output_summary: "POST route implemented with validation, auto-enrichment, tests passing.",
    status: "completed",
    duration_ms: 180000,
    cost_usd: 0.35,
    output_artifacts: [
      { type: "file", path: "dashboard/src/app/api/features/[id]/handoff-packets/route.ts", action: "modified" },
    ],
  },
  qa_review: {
    phase: "qa_review",
    agent_id: "IN6",
    agent_name: "QA Agent",
    agent_type: "qa",
    output_summary: "All 12 acceptance criteria verified. Build passes. No regressions.",
    status: "completed",
    output_metrics: { criteria_passed: 12, criteria_total: 12, build_status: "pass", type_check: "pass" },
  },
};

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

describe("the summary of a packet", () => {
  const emoji = "\u{1F525}";
  const flag = "\u{1F1F3}\u{1F1F4}";
  test.each([
    ["exactly 10,000", "s".repeat(10_000), "s".repeat(10_000), 10_000],
    ["10,001", "s".repeat(10_001), "s".repeat(10_000), 10_001],
    ["9,999 letters and an emoji", "s".repeat(9_999) + emoji, "s".repeat(9_999) + emoji, 10_000],
    ["10,000 emoji and one more", emoji.repeat(10_001), emoji.repeat(10_000), 10_001],
    ["a flag on the border", "s".repeat(9_999) + flag, "s".repeat(9_999) + "\u{1F1F3}", 10_001],
  ])("of %s code points is kept up to 10,000, and the cut is reported", async (_, sent, kept, length) => {
    const it = await aFeature(orchestrator);
    const { output_summary, output_summary_truncated, output_summary_length } = await it.hand({ output_summary: sent });
    expect([output_summary === kept, output_summary.isWellFormed()]).toEqual([true, true]);
    expect([output_summary_truncated, output_summary_length]).toEqual([length > 10_000, length]);
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
