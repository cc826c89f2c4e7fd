import { approvalRules } from "../../../shared/workflow-handoffs/rules/approval.ts";
import { executionRules } from "../../../shared/workflow-handoffs/rules/execution.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import { type Case, describeRules, type Harmless, needsDecision } from "./given.ts";

const cases: Case[] = [
  ["approval-stated", "human_approval_needed", readyToComplete, { human_approval_needed: "yes" }],
  ["approval-stated", "human_approval_needed", readyForQa, { human_approval_needed: "maybe" }],
  ["decision-needs-approval", "human_approval_needed", needsDecision, { human_approval_needed: "no" }],
  ["review-needs-approval", "human_approval_needed", readyForQa, {}, { human_review_required: true }],
  [
    "post-approval-waits-for-approval",
    "human_approval_needed",
    { ...readyToComplete, transition_command: readyToComplete.post_approval_command },
    { human_approval_needed: "no" },
  ],
  [
    "close-commit-needs-approval",
    "human_approval_needed",
    readyForQa,
    {},
    { operator_request: "Close and commit, please." },
  ],
  ...[
    "mark as done and commit",
    "Ship it and commit.",
    "mark the chunk as finished, then commit",
    "commit and ship",
  ].map((operator_request): Case => [
    "close-commit-needs-approval",
    "human_approval_needed",
    readyForQa,
    {},
    { operator_request },
  ]),
  [
    "old-approval-not-reused",
    "recommended_next_action",
    readyToComplete,
    { recommended_next_action: "Reuse the approval of yesterday for the completion." },
  ],
  ["prior-approval-inspected", "immediate_next_step", readyToComplete, {}, { prior_approval: "valid" }],
  ["stale-approval-asks-again", "immediate_next_step", readyToComplete, {}, { prior_approval: "stale" }],
  [
    "no-codex-wake",
    "recommended_next_action",
    readyToComplete,
    { recommended_next_action: "Let a Codex wake continue once it is approved." },
  ],
  [
    "questions-go-through-ask",
    "immediate_next_step",
    readyForQa,
    { immediate_next_step: "Ask the operator which index to use." },
  ],

  ...[
    "no, but the operator must approve it first",
    "no; wait until the operator approves",
    "yes/no",
    "yes or no, it depends",
    "yes, tbd",
    "yes, because",
    "no, yes",
    "no yes",
    "no. Yes, if somebody asks",
    "no (yes for the commit)",
    "yes and no",
    "yes, maybe no",
  ].map((stated): Case => ["approval-stated", "human_approval_needed", readyForQa, { human_approval_needed: stated }]),
  [
    "close-commit-needs-approval",
    "human_approval_needed",
    { ...readyForQa, recommended_next_action: "Commit and close the chunk." },
    {},
  ],
  ...[
    "No objections: reuse the old approval.",
    "Use the approval of Monday, which is still valid.",
    "Apply yesterday's approval to this block.",
    "Emil already approved this, go on.",
    "The operator approved the chunk last week, go on.",
    "No fresh approval is needed for the completion.",
    "Complete the chunk without asking again.",
  ].map((said): Case => [
    "old-approval-not-reused",
    "immediate_next_step",
    readyToComplete,
    { immediate_next_step: said },
  ]),
  [
    "old-approval-not-reused",
    "human_approval_needed",
    readyToComplete,
    { human_approval_needed: "yes, and the previous approval still holds" },
  ],
  [
    "no-codex-wake",
    "recommended_next_action",
    readyToComplete,
    { recommended_next_action: "No need to watch, the wake of Codex continues it." },
  ],
  ...["Wake the Codex bridge once it is approved.", "The codex session resumes by itself.", "Then codex resumes."].map(
    (said): Case => ["no-codex-wake", "immediate_next_step", readyToComplete, { immediate_next_step: said }],
  ),
];

const harmless: Harmless[] = [
  ...[
    "Reusing the old approval is not allowed; ask for a fresh one.",
    "The previous approval is not valid any more. Read the summary.",
    "Do not reuse the earlier approval.",
    "Read the summary; a fresh approval is required.",
    "Do not rely on a Codex wake.",
    "Read the codex of rules, then resume the review.",
    "Read the codex, then resume.",
    "Consult the codex before you resume the review.",
    "Resume the review with the codex at hand.",
    "Resume the review with the codex of rules at hand.",
  ].map((said): Harmless => [readyToComplete, { immediate_next_step: said }]),
  [readyForQa, { immediate_next_step: "Mark the criteria that are done before the daemon commits." }],
  [readyForQa, {}, { operator_request: "Do not ship it and commit." }],
  [readyForQa, {}, { operator_request: "please commit" }],
  ...["no, no approval is required", "no, nothing is to be approved"].map((stated): Harmless => [
    readyForQa,
    { human_approval_needed: stated },
  ]),
  ...["yes, because no one has reviewed it", "yes, the operator answers the question yes or no"].map(
    (stated): Harmless => [readyToComplete, { human_approval_needed: stated }],
  ),
  [readyForQa, { immediate_next_step: "Do not close and commit yet. Start QA with its prompt." }],
  [readyForQa, {}, { operator_request: "dont close and commit yet" }],
];

describeRules("approvals", [...approvalRules, ...executionRules], cases, harmless);
