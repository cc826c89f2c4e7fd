import { describe, expect, test } from "vitest";
import type { Block, Field } from "../../../shared/workflow-handoffs/block.ts";
import type { Context } from "../../../shared/workflow-handoffs/context.ts";
import type { Rule } from "../../../shared/workflow-handoffs/finding.ts";
import { suggest, SuggestInput } from "../../../shared/workflow-handoffs/suggest.ts";
import { broken } from "../given.ts";

export const summary = "ai/commands/workflow-summary.sh";
export const request = "ai/tools/operator-daemon/request-action.sh";
export const addFiles = `${request} --action git_add_approved --files "src/search.ts tests/search.test.ts"`;
export const commitThem = `${request} --action git_commit --message "Add search"`;

export const suggested = (state: string, context: Context = {}): Block =>
  suggest(SuggestInput.parse({ state, context }));
export const commitReady = {
  ...suggested("commit_ready"),
  trusted_daemon_git_commands: `${addFiles} && ${commitThem}`,
};
export const needsDecision = suggested("qa_blocked_requires_decision");
export const onAutopilot: Context = { autopilot_enabled: true, work_package_approved: true, stop_milestones: [] };
export const package14 = suggested("ready_to_complete", onAutopilot);

/** A block that breaks no rule, and what in it breaks just this one. */
export type Case = [rule: string, field: Field, block: Block, wrong: Block, context?: Context];

/** What breaks no rule, though it looks like something that does. */
export type Harmless = [block: Block, right: Block, context?: Context];

/** Each rule is broken by a case of its own, and each case breaks its rule alone. */
export const describeRules = (name: string, rules: readonly Rule[], cases: Case[], harmless: Harmless[] = []): void => {
  describe(`the rules of ${name}`, () => {
    test.each(cases)("%s at %s is broken alone", (rule, field, block, wrong, context) => {
      expect(broken({ ...block, ...wrong }, context)).toEqual([`${rule} ${field}`]);
    });

    test.each(harmless.map((each) => [JSON.stringify(Object.values(each[1])), each] as const))(
      "leave alone %s",
      (_, [block, right, context]) => {
        expect(broken({ ...block, ...right }, context)).toEqual([]);
      },
    );

    test("each have a case", () => {
      const tried = new Set(cases.map(([rule]) => rule));
      expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
    });
  });
};
