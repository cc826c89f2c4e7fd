import { forbiddenRules } from "../../../shared/workflow-handoffs/rules/forbidden.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import { type Case, commitReady, describeRules, type Harmless } from "./given.ts";

const dispatch = "ai/tools/approved-action-dispatcher/dispatch.sh --once --question-id q-7";
const runOnce = "ai/tools/operator-daemon/run-once.sh";

const cases: Case[] = [
  [
    "no-raw-complete-chunk",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: "ai/commands/complete-chunk.sh a.md" },
  ],
  [
    "no-raw-complete-chunk",
    "recommended_next_action",
    readyToComplete,
    { recommended_next_action: "Run ai/commands/complete-chunk.sh a.md after the review." },
  ],
  [
    "no-raw-git",
    "trusted_daemon_git_commands",
    readyForQa,
    { trusted_daemon_git_commands: 'git commit -m "Add search"' },
  ],
  [
    "no-raw-git",
    "post_approval_command",
    commitReady,
    { post_approval_command: "git add src && git commit -m x", human_approval_needed: "yes, to commit" },
  ],
  ...[
    "No objections, run git commit -m x.",
    "Do not wait, run git push.",
    "Without delay run `git commit -m x`.",
    "There is no reason to ask. Then git commit -m x.",
    "Run g\u200bit commit -m x.",
    "Do not forget to run git commit.",
  ].map((said): Case => ["no-raw-git", "immediate_next_step", readyToComplete, { immediate_next_step: said }]),
  ["no-raw-git", "human_approval_needed", readyToComplete, { human_approval_needed: "yes, and then run git push" }],
  [
    "no-raw-complete-chunk",
    "human_approval_needed",
    readyToComplete,
    { human_approval_needed: "yes, then run complete-chunk.sh a.md" },
  ],
  ["no-raw-git", "post_approval_command", readyForQa, { post_approval_command: "git add a.ts && git commit -m x" }],
  [
    "no-run-once",
    "immediate_next_step",
    commitReady,
    { immediate_next_step: "Run ai/tools/operator-daemon/run-once.sh now." },
  ],
  ...(
    [
      ["post_approval_command", readyToComplete],
      ["transition_command", readyToComplete],
      ["human_review_command", readyToComplete],
      ["prompt_handoff_command", readyForQa],
      ["trusted_daemon_git_commands", commitReady],
    ] as const
  ).flatMap(([field, block]): Case[] => [
    ["no-run-once", field, block, { [field]: runOnce }],
    ["no-ad-hoc-checkpoint", field, block, { [field]: "ai/tools/create-checkpoint.mjs" }],
    ["dispatcher-dry-run-only", field, block, { [field]: dispatch }],
  ]),
  [
    "dispatcher-dry-run-only",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: `${readyToComplete.post_approval_command ?? ""} && ${dispatch}` },
  ],
  [
    "no-ad-hoc-checkpoint",
    "immediate_next_step",
    readyForQa,
    { immediate_next_step: "Run ai/tools/create-checkpoint.mjs with the question." },
  ],
  ...[
    "Commit the files with git.",
    "Use git to commit the files.",
    "Push the branch via raw Git.",
    "Stage what was reviewed by using git, then rest.",
    "Do not wait: commit the files with git.",
    "Running git commit is not a problem here.",
  ].map((said): Case => ["no-raw-git", "immediate_next_step", readyToComplete, { immediate_next_step: said }]),
];

const harmless: Harmless[] = [
  ...[
    "Do not run git add, git commit or complete-chunk.sh; wait for the daemon.",
    "Never fall back to raw git commit.",
    "Read the summary: git commit is not allowed.",
    "Read the summary. Raw git add and git commit are forbidden here.",
    "git commit must not be used; wait for the daemon.",
    "git commit isn't needed, since the daemon does it.",
    "complete-chunk.sh must never be run; read the summary.",
    "Do not commit the files with git.",
    "Have the daemon stage the reviewed files in Git.",
    "Compare the commit with git history.",
    "Add the report to the wiki, then compare with git.",
    "Merge conflicts were found with git, so read the summary.",
  ].map((said): Harmless => [readyToComplete, { immediate_next_step: said }]),
];

describeRules("what nobody is told to run", forbiddenRules, cases, harmless);
