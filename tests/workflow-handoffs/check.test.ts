import { describe, expect, test } from "vitest";
import { call } from "../support/call.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aTeam, check, markdownOf, readyForQa, readyToComplete } from "./given.ts";

const wrong = { ...readyForQa, transition_command: "ai/commands/workflow-summary.sh" };
describe("POST /api/workflow-handoffs/check", () => {
  test("answers the findings, the fields and the block, and stores nothing", async () => {
    const { developer } = aTeam();
    const { status, body } = await check(developer, { markdown: markdownOf(wrong).replaceAll("\n", "\r\n") });
    expect(status).toBe(200);
    expect(body).toMatchObject({ verdict: "fail", fields: wrong, markdown: markdownOf(wrong) });
    expect(body.findings).toEqual([
      {
        rule: "summary-is-no-transition",
        severity: "blocker",
        field: "transition_command",
        found: "ai/commands/workflow-summary.sh",
        fix: expect.any(String),
      },
    ]);
    expect(await recordsOfTenant(developer.tenantId)).toEqual([]);
  });

  test("takes fields as well as Markdown, and answers alike", async () => {
    const { developer } = aTeam();
    const [one, other] = [
      await check(developer, { fields: wrong }),
      await check(developer, { markdown: markdownOf(wrong) }),
    ];
    expect(one.body).toEqual(other.body);
  });

  test("judges in the context that comes along", async () => {
    const { developer } = aTeam();
    const context = { acceptance_verification_current: false, something_of_the_caller: 1 };
    expect((await check(developer, { fields: readyForQa, context })).body.findings).toMatchObject([
      { rule: "acceptance-verification-current", field: "blockers" },
    ]);
  });

  test("checks every block of a text; all have to pass", async () => {
    const { developer } = aTeam();
    const { body } = await check(developer, { markdown: `${markdownOf(wrong)}\n${markdownOf(readyToComplete)}` });
    expect(body).toMatchObject({ verdict: "fail", fields: readyToComplete });
    expect(body.blocks.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["fail", "pass"]);
  });

  test.each([
    ["neither", {}, ""],
    ["both", { markdown: markdownOf(readyForQa), fields: readyForQa }, ""],
    ["Markdown without a block", { markdown: "# Notes\n\nNothing." }, "/markdown"],
    ["more blocks than anybody checks at once", { markdown: "## Handoff\n- Result: x\n".repeat(21) }, "/markdown"],
    ["a field that no block has", { fields: { ...readyForQa, next_owner: "QA" } }, "/fields/next_owner"],
    ["a field that is no text", { fields: { ...readyForQa, blockers: [] } }, "/fields/blockers"],
    ["decomposed letters", { fields: { ...readyForQa, result: "passe\u0301" } }, "/fields/result"],
    [
      "a context of the wrong kind",
      { fields: readyForQa, context: { daemon_available: "yes" } },
      "/context/daemon_available",
    ],
  ])("refuses %s, at its pointer", async (_, body, pointer) => {
    const { developer } = aTeam();
    expect(await check(developer, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});

describe("POST /api/workflow-handoffs/suggest", () => {
  const suggest = (body: unknown) => call(aTeam().developer, "POST /api/workflow-handoffs/suggest", { body });

  test("answers a block that passes the check", async () => {
    const { status, body } = await suggest({ state: "ready_for_qa", context: { autopilot_enabled: true } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: "pass",
      fields: { prompt_handoff_command: "ai/commands/prompt-synthesize.sh qa" },
    });
  });

  const secret = "password=" + "hunter2";
  test.each([
    ["/context/missing_action_id", { context: { missing_action_id: "$(id)" } }],
    ["/context/helper_state", { context: { helper_state: "$(id)", missing_action_id: "MA-17" } }],
    ["/context/stop_milestones", { context: { stop_milestones: [`M1 ${secret}`], autopilot_enabled: true } }],
    ["/blockers", { blockers: `The database refuses ${secret}.`, gate_result: "blocked" }],
    ["/blockers", { blockers: secret }],
    ["/blockers", { blockers: "Some issues.", gate_result: "blocked" }],
  ])("refuses at %s what no block may say, and does not repeat a secret", async (pointer, more) => {
    const answer = await suggest({ state: "ready_for_qa", ...more });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(JSON.stringify(answer.body)).not.toContain("hunter2");
  });

  test("refuses a state that it knows nothing of, naming those it knows", async () => {
    const answer = await suggest({ state: "waiting_for_ci" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/state" }] } });
    expect(answer.body.detail).toContain("qa_blocked_scope_change");
  });
});
