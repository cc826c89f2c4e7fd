import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Context } from "../../shared/workflow-handoffs/context.ts";
import { judge } from "../../shared/workflow-handoffs/judge.ts";
import { readingOf } from "../../shared/workflow-handoffs/parse.ts";
import { knownStates } from "../../shared/workflow-handoffs/state.ts";
import { suggest, SuggestInput } from "../../shared/workflow-handoffs/suggest.ts";
import { request, suggested, summary } from "./rules/given.ts";

describe("a suggestion", () => {
  const text = fc.constantFrom("db-reset", "npm run seed", "a b");
  const contexts: fc.Arbitrary<Context> = fc.record(
    {
      role: fc.constantFrom(
        "requirements_intake",
        "requirements_review",
        "chunk_planner",
        "developer",
        "qa",
        "orchestrator",
      ),
      daemon_available: fc.boolean(),
      autopilot_enabled: fc.boolean(),
      work_package_approved: fc.boolean(),
      stop_milestones: fc.subarray(["M1", "M2 review"]),
      acceptance_verification_current: fc.boolean(),
      human_review_required: fc.boolean(),
      prompt_safe: fc.boolean(),
      helper_state: fc.constantFrom(...knownStates),
      active_chunk: fc.constantFrom("ai/chunks/active/014-search.md", "ai/chunks/active/with a blank's.md"),
      new_chunk_created: fc.boolean(),
      missing_action_id: text,
      unregistered_action: text,
      prior_approval: fc.constantFrom("valid", "stale"),
      operator_request: fc.constantFrom("close and commit", "go on", "Commit this."),
    },
    { requiredKeys: [] },
  );

  test("has no blocker, at any state, with any gate result, in any context", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...knownStates),
        fc.constantFrom("passed", "blocked"),
        contexts,
        (state, gate_result, context) => {
          const input = SuggestInput.safeParse({ state, gate_result, context });
          fc.pre(input.success);
          const block = suggest(input.data);
          const { findings } = judge(readingOf(block), context);
          expect(findings.filter(({ severity }) => severity === "blocker")).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("is made of what Command Selection prescribes", () => {
    expect(suggested("ready_for_qa").prompt_handoff_command).toBe("ai/commands/prompt-synthesize.sh qa");
    expect(suggested("qa_blocked_fixable").prompt_handoff_command).toBe("ai/commands/prompt-synthesize.sh dev-fix");
    expect(suggested("developer_pass").prompt_handoff_command).toBe("ai/commands/prompt-synthesize.sh dev");
    for (const state of ["qa_blocked_requires_decision", "qa_blocked_scope_change", "retry_limit_reached"])
      expect(suggested(state)).toMatchObject({
        human_review_command: summary,
        human_approval_needed: expect.stringMatching(/^yes, /),
      });
    expect(suggested("ready_to_complete", { active_chunk: "ai/chunks/a.md" }).post_approval_command).toBe(
      `${request} --action complete_chunk --target ai/chunks/a.md`,
    );
  });

  test("is no intake text once there is a chunk", () => {
    expect(SuggestInput.safeParse({ state: "not_applicable", context: { active_chunk: "a.md" } }).success).toBe(false);
  });
});
