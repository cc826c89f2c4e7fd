import { argumentsKnown, categoryRules, commandUnknown } from "../../../shared/workflow-handoffs/rules/category.ts";
import { stateCommandRules } from "../../../shared/workflow-handoffs/rules/state-command.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import {
  type Case,
  describeRules,
  type Harmless,
  commitReady,
  needsDecision,
  request,
  suggested,
  summary,
} from "./given.ts";

const cases: Case[] = [
  [
    "human-review-read-only",
    "human_review_command",
    readyToComplete,
    { human_review_command: "ai/commands/complete-chunk.sh a.md" },
  ],
  ["human-review-read-only", "human_review_command", readyToComplete, { human_review_command: "git -C . commit -m x" }],
  [
    "human-review-read-only",
    "human_review_command",
    readyToComplete,
    { human_review_command: "ai/commands/prompt-synthesize.sh qa" },
  ],
  [
    "human-review-read-only",
    "human_review_command",
    readyToComplete,
    { human_review_command: `${request} --action complete_chunk --target a.md` },
  ],
  [
    "prompt-handoff-is-a-prompt",
    "prompt_handoff_command",
    readyForQa,
    { prompt_handoff_command: "ai/commands/workflow-state.sh --ready-for-qa" },
  ],
  [
    "prompt-handoff-is-a-prompt",
    "prompt_handoff_command",
    readyForQa,
    { prompt_handoff_command: "ai/commands/prompt-synthesize.sh review qa" },
  ],
  [
    "transition-advances-state",
    "transition_command",
    readyToComplete,
    { transition_command: "ai/commands/workflow-state.sh --ready-to-complete" },
  ],
  [
    "post-approval-is-a-transition",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: "ai/commands/prompt-synthesize.sh dev" },
  ],
  [
    "prompt-review-reviews",
    "optional_prompt_review_command",
    readyForQa,
    { optional_prompt_review_command: "ai/commands/prompt-synthesize.sh review dev" },
  ],
  [
    "prompt-review-reviews",
    "optional_prompt_review_command",
    readyForQa,
    { optional_prompt_review_command: "ai/commands/prompt-synthesize.sh qa" },
  ],
  [
    "transition-is-available",
    "transition_command",
    readyForQa,
    { transition_command: `${request} --action complete_chunk --target a.md` },
  ],
  [
    "ready-for-qa-prompt",
    "prompt_handoff_command",
    { ...readyForQa, optional_prompt_review_command: undefined },
    { prompt_handoff_command: "ai/commands/prompt-synthesize.sh dev" },
  ],
  ["ready-for-qa-prompt", "prompt_handoff_command", readyForQa, { prompt_handoff_command: "not_applicable" }],
  [
    "qa-blocked-fixable-prompt",
    "prompt_handoff_command",
    suggested("qa_blocked_fixable"),
    { prompt_handoff_command: "not_applicable" },
  ],
  [
    "qa-blocked-fixable-prompt",
    "prompt_handoff_command",
    { ...suggested("qa_blocked_fixable"), optional_prompt_review_command: undefined },
    { prompt_handoff_command: "ai/commands/prompt-synthesize.sh dev" },
  ],
  [
    "developer-pass-prompt",
    "prompt_handoff_command",
    { ...suggested("developer_pass"), optional_prompt_review_command: undefined },
    { prompt_handoff_command: "ai/commands/prompt-synthesize.sh qa" },
  ],
  [
    "prompt-only-for-a-role-handoff",
    "prompt_handoff_command",
    needsDecision,
    { prompt_handoff_command: "ai/commands/prompt-synthesize.sh dev-fix" },
  ],
  ["decision-shows-the-summary", "human_review_command", needsDecision, { human_review_command: "git diff --stat" }],
  [
    "ready-to-complete-requests-completion",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: "not_applicable" },
  ],
  [
    "ready-to-complete-requests-completion",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: `${request} --action complete_chunk --target ""` },
  ],
  [
    "ready-to-complete-requests-completion",
    "transition_command",
    {
      ...readyToComplete,
      transition_command: readyToComplete.post_approval_command,
      post_approval_command: "not_applicable",
      human_approval_needed: "no",
    },
    { transition_command: "not_applicable" },
  ],
  ...[
    "git config alias.x status",
    "git -c core.pager=less log",
    "git diff --output=x.patch",
    "git diff --no-index a.txt b.txt",
    "git diff --ext-diff",
    "git show HEAD:.env",
    "git log -p -- ../secrets",
    "git grep -Oless TODO",
    "git stash list",
    "ai/commands/of-our-own.sh",
  ].map((command): Case => [
    "human-review-read-only",
    "human_review_command",
    readyToComplete,
    { human_review_command: command },
  ]),
  ...["ai/commands/workflow-state.sh --ready-for-qa", "bash ai/commands/requirements-state.sh requirements.md"].map(
    (command): Case => [
      "human-review-read-only",
      "human_review_command",
      readyForQa,
      { human_review_command: command },
    ],
  ),
  [
    "human-review-read-only",
    "human_review_command",
    readyToComplete,
    { human_review_command: "ai/commands/workflow-state.sh --ready-for-qa" },
  ],
  ["transition-advances-state", "transition_command", readyToComplete, { transition_command: "git status" }],
  [
    "post-approval-is-a-transition",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: "ai/tools/operator-daemon/status.sh" },
  ],
  ...[
    `${request} --action complete_chunk --target ../other/a.md`,
    `${request} --action complete_chunk --target /etc/a.md`,
    `${request} --action complete_chunk --target .env`,
    `${request} --action complete_chunk --target ai/commands/workflow-state.sh`,
  ].map((command): Case => [
    "ready-to-complete-requests-completion",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: command },
  ]),
  [
    "ready-to-complete-requests-completion",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: `${request} --action complete_chunk --target ai/chunks/active/015.md` },
    { active_chunk: "ai/chunks/active/014.md" },
  ],
  [
    "ready-to-complete-requests-completion",
    "transition_command",
    readyToComplete,
    { transition_command: `${request} --action complete_chunk --target ../a.md` },
  ],
  [
    "command-unknown",
    "transition_command",
    suggested("developer_pass"),
    { transition_command: "ai/commands/approve-plan.sh plan.md" },
  ],
  ...[
    `${request} --action complete_chunk --target a.md --force yes`,
    `${request} --action complete_chunk --target a.md --target b.md`,
    `${request} --action delete_all --target a.md`,
    `${request} --action complete_chunk`,
    `${request} --action complete_chunk --target a.md b.md`,
    `${request} --action complete_chunk --target ../a.md`,
  ].map((command): Case => [
    "command-arguments-known",
    "post_approval_command",
    { ...commitReady, human_approval_needed: "yes, to commit" },
    { post_approval_command: command },
  ]),
  [
    "command-arguments-known",
    "human_review_command",
    readyToComplete,
    { human_review_command: `${summary} --exec "rm -rf build"` },
  ],
  [
    "command-arguments-known",
    "human_review_command",
    readyToComplete,
    { human_review_command: `${summary} ../../other` },
  ],
];

const harmless: Harmless[] = [
  ...[
    `bash ${summary}`,
    `sh -c '${summary}'`,
    `"${summary}"`,
    `./${summary} ai/chunks/active/014.md`,
    `\`${summary}\``,
    "workflow-summary.sh",
    "git log --oneline -n 5 main..HEAD",
    "git diff --stat -- src/search.ts",
    "git show HEAD~1:README.md",
    "git status --short --untracked-files=all",
  ].map((command): Harmless => [readyToComplete, { human_review_command: command }]),
  [
    commitReady,
    {
      post_approval_command: `${request} --action complete_chunk --target "ai/chunks/active/a b.md" && ai/tools/operator-daemon/wait-result.sh <request-id>`,
      human_approval_needed: "yes, to complete",
    },
  ],
];

describeRules(
  "which command belongs where",
  [...categoryRules, ...stateCommandRules, argumentsKnown, commandUnknown],
  cases,
  harmless,
);
