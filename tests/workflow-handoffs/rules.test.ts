import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { families } from "../../shared/workflow-handoffs/judge.ts";
import { sentences } from "../../shared/workflow-handoffs/rules/sentences.ts";
import { knownStates } from "../../shared/workflow-handoffs/state.ts";
import { broken, readyForQa, readyToComplete } from "./given.ts";
import {
  addFiles,
  commitReady,
  commitThem,
  onAutopilot,
  package14,
  request,
  suggested,
  summary,
} from "./rules/given.ts";

describe("a block as the document has it", () => {
  test.each([
    ["ready_for_qa", readyForQa, {}],
    ["ready_to_complete", readyToComplete, {}],
    ["commit_ready", commitReady, {}],
    ["a work package", package14, onAutopilot],
  ])("breaks no rule: %s", (_, block, context) => {
    expect(broken(block, context)).toEqual([]);
  });
});

describe("the rules", () => {
  const rules = families.flat();

  test("have names of their own", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test("stand in docs/workflow-rules.md, word for word, and no others do", () => {
    const rows = readFileSync("docs/workflow-rules.md", "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) =>
        line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll("\\|", "|")),
      );
    expect(rows).toEqual(rules.map(({ id, severity = "blocker", fix }) => [`\`${id}\``, severity, sentences[id], fix]));
    expect(Object.keys(sentences)).toEqual(rules.map(({ id }) => id));
  });
});

describe("at each state", () => {
  const commands: Record<string, string> = {
    "the QA prompt": "ai/commands/prompt-synthesize.sh qa",
    "the developer prompt": "ai/commands/prompt-synthesize.sh dev",
    "the fix prompt": "ai/commands/prompt-synthesize.sh dev-fix",
    "the review of a prompt": "ai/commands/prompt-synthesize.sh review qa",
    "the QA gate": "ai/commands/workflow-state.sh --ready-for-qa",
    "the summary": summary,
    completion: `${request} --action complete_chunk --target a.md`,
    "raw completion": "ai/commands/complete-chunk.sh a.md",
    staging: addFiles,
    "the commit": commitThem,
    "raw git": "git commit -m x",
  };
  const right: Record<string, string> = {
    ready_for_qa: "the QA prompt",
    qa_blocked_fixable: "the fix prompt",
    developer_pass: "the developer prompt",
  };
  const states = knownStates.filter((state) => state !== "not_applicable");
  const pairs = states.flatMap((state) => Object.keys(commands).map((name) => [state, name] as const));

  test.each(pairs)("%s: %s as the prompt handoff is right only where the document says so", (state, name) => {
    const { optional_prompt_review_command: _review, ...block } = suggested(state);
    const found = broken({ ...block, prompt_handoff_command: commands[name] });
    expect(found.length).toBe(right[state] === name ? 0 : 1);
  });

  const advances: Record<string, string[]> = {
    ready_to_complete: ["completion"],
    commit_ready: ["completion", "staging", "the commit"],
  };

  test.each(pairs)("%s: %s as the transition is right only where it advances the state", (state, name) => {
    const found = broken({ ...suggested(state), transition_command: commands[name] });
    expect(found.length).toBe(advances[state]?.includes(name) ? 0 : 1);
  });

  const fromTheDaemon = ["completion", "staging", "the commit"] as const;

  test.each(states.flatMap((state) => fromTheDaemon.map((name) => [state, name] as const)))(
    "%s: %s after an approval is right only where there is a transition",
    (state, name) => {
      const block = { ...suggested(state), human_approval_needed: "yes, the operator confirms it" };
      const found = broken({ ...block, post_approval_command: commands[name] });
      expect(found.length).toBe(advances[state]?.includes(name) ? 0 : 1);
    },
  );

  test.each(states.flatMap((state) => ["staging", "the commit"].map((name) => [state, name] as const)))(
    "%s: %s among the Git commands is wrong where the work is blocked",
    (state, name) => {
      const isBlocked = state.startsWith("qa_blocked") || state === "retry_limit_reached";
      const found = broken({ ...suggested(state), trusted_daemon_git_commands: commands[name] });
      // At `commit_ready` it takes both.
      expect(found.length).toBe(isBlocked || state === "commit_ready" ? 1 : 0);
    },
  );
});
