import { expect, test } from "vitest";
import { judge } from "../../../shared/workflow-handoffs/judge.ts";
import { parseBlocks, readingOf } from "../../../shared/workflow-handoffs/parse.ts";
import { formRules } from "../../../shared/workflow-handoffs/rules/form.ts";
import { outcomeRules } from "../../../shared/workflow-handoffs/rules/outcome.ts";
import { markdownOf, readyForQa } from "../given.ts";
import { type Case, describeRules, type Harmless, needsDecision, suggested } from "./given.ts";

const cases: Case[] = [
  ["field-missing", "blockers", readyForQa, { blockers: undefined }],
  ["field-missing", "human_approval_needed", readyForQa, { human_approval_needed: "" }],
  ["field-missing", "gate_checked", readyForQa, { gate_checked: "" }],
  ["field-missing", "gate_checked", suggested("developer_pass"), { gate_checked: "" }, { role: "developer" }],
  ["result-factual", "result", readyForQa, { result: "probably fine" }],
  ["result-factual", "result", readyForQa, { result: `it ${"really ".repeat(30)}works` }],
  ["result-factual", "result", readyForQa, { result: "not_applicable" }],
  ["blockers-concrete", "blockers", readyForQa, { blockers: "TBD" }],
  ["blockers-concrete", "blockers", readyForQa, { blockers: "not_applicable" }],
  ["blockers-agree", "blockers", readyForQa, { blockers: "The search test fails." }],
  ["blockers-agree", "blockers", readyForQa, { result: "blocked" }],
  ["blockers-agree", "blockers", suggested("retry_limit_reached"), { blockers: "None." }],
  ["not-applicable-spelled", "human_review_command", readyForQa, { human_review_command: "None" }],
  ["not-applicable-spelled", "autopilot_continuation", readyForQa, { autopilot_continuation: "n/a" }],
  [
    "prompt-review-omitted",
    "optional_prompt_review_command",
    readyForQa,
    { optional_prompt_review_command: "not_applicable" },
  ],
  ["legacy-field", "exact_next_command", readyForQa, { exact_next_command: "ai/commands/prompt-synthesize.sh qa" }],

  ...["passed", "pass", "ready_to_complete"].map((result): Case => [
    "result-agrees-with-state",
    "result",
    suggested("qa_blocked_fixable"),
    { result },
  ]),
  ...(
    [
      ["ready_for_qa", "commit_ready"],
      ["ready_for_qa", "ready_to_complete"],
      ["developer_pass", "ready_to_complete"],
      ["ready_to_complete", "commit_ready"],
      ["not_applicable", "commit_ready"],
      ["ready_for_qa", "needs_implementation"],
      ["ready_to_complete", "needs implementation of the import"],
      ["commit_ready", "needs_implementation"],
    ] as const
  ).map(([state, result]): Case => ["result-agrees-with-state", "result", suggested(state), { result }]),
  ...[
    "Some issues remain.",
    "There are a few problems.",
    "See the report.",
    "Tests are failing".replace("Tests", "Things"),
    "various open issues, TBD",
    "- The search test fails on Windows.\n- some other bugs",
    "pending",
  ].map((blockers): Case => ["blockers-concrete", "blockers", suggested("qa_blocked_fixable"), { blockers }]),
  [
    "prompt-review-omitted",
    "optional_prompt_review_command",
    needsDecision,
    { optional_prompt_review_command: "ai/commands/prompt-synthesize.sh review qa" },
  ],
  ["field-missing", "recommended_next_action", readyForQa, { recommended_next_action: "\u200b\u200b" }],
];

const harmless: Harmless[] = [
  [suggested("qa_blocked_fixable"), { blockers: "The search test fails on Windows." }],
  [
    suggested("qa_blocked_fixable"),
    { blockers: "- Criterion 4: dates of the future pass\n- Criterion 6 is not tested" },
  ],
  [readyForQa, { blockers: "none" }],
  [suggested("commit_ready"), { result: "ready_to_complete" }],
  [suggested("ready_to_complete"), { result: "needs_review" }],
  [suggested("qa_blocked_fixable"), { result: "needs_implementation" }],
];

const judgedByFields = [...formRules, ...outcomeRules].filter(
  ({ id }) => id !== "field-repeated" && id !== "field-unknown",
);

describeRules("form", judgedByFields, cases, harmless);

test("a block that repeats a field or has a label of its own breaks a rule for each", () => {
  const [reading] = parseBlocks(`${markdownOf(readyForQa)}- Next Owner: QA\n- Result: passed\n- Ticket: 14\n`);
  const { verdict, findings } = judge(reading ?? readingOf({}), {});
  expect(verdict).toBe("fail");
  expect(findings.map(({ rule }) => rule)).toEqual(["field-repeated", "field-unknown", "field-unknown"]);
});

test("however many labels a block repeats or makes up, its findings are few", () => {
  const made = Array.from({ length: 500 }, (_, at) => `- A${at}: x\n- Result: passed\n`).join("");
  const [reading = readingOf({})] = parseBlocks(`${markdownOf(readyForQa)}${made}`);
  expect(judge(reading, {}).findings.map(({ rule }) => rule)).toEqual([
    "field-repeated",
    ...Array<string>(20).fill("field-unknown"),
  ]);
});
