import { actionFields, type Field } from "../block.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { changesByGit, type Invocation, promptOf } from "../invocation.ts";
import { asksToCommit } from "../close-commit.ts";

type Choice = Omit<Rule, "find" | "severity">;

/** A rule about what the commands of some fields are. */
export const against = (
  choice: Choice,
  fields: readonly Field[],
  isBroken: (use: Invocation, facts: Facts, field: Field) => boolean,
): Rule => ({
  ...choice,
  severity: "blocker",
  find: (facts) =>
    fields.flatMap((field) =>
      foundIn(
        facts,
        field,
        facts.uses(field).some((use) => isBroken(use, facts, field)),
      ),
    ),
});

const legacy: Field[] = ["exact_next_command", "immediate_next_command"];
export const transitions: Field[] = ["transition_command", "post_approval_command"];

const summaryIsNoTransition = against(
  {
    id: "summary-is-no-transition",
    fix: "Move the summary to Human Review Command. It shows the state and changes nothing.",
  },
  [...transitions, ...legacy],
  ({ program }, { guide }, field) =>
    program === "workflow-summary" && (transitions.includes(field) || guide?.hasTransition === true),
);

const rawCompleteChunk = against(
  {
    id: "no-raw-complete-chunk",
    fix: "Request it from the daemon: `ai/tools/operator-daemon/request-action.sh --action complete_chunk --target <path-to-active-chunk>`.",
  },
  [...transitions, ...legacy, ...actionFields],
  ({ program }, { approval, hasDaemon }, field) =>
    program === "complete-chunk" && (field !== "transition_command" || hasDaemon || approval === "yes"),
);

const rawGit = against(
  {
    id: "no-raw-git",
    fix: "Request `git_add_approved` and `git_commit` from the daemon with `ai/tools/operator-daemon/request-action.sh`.",
  },
  [...transitions, ...legacy, ...actionFields, "trusted_daemon_git_commands"],
  (use, facts) => changesByGit(use) && (facts.hasDaemon || asksToCommit(facts.fields, facts.context)),
);

const reviewReadOnly = against(
  {
    id: "human-review-read-only",
    fix: "Give a command that only reads, such as `ai/commands/workflow-summary.sh` or `git diff --stat`.",
  },
  ["human_review_command"],
  (use) =>
    ["prompt", "transition", "daemon"].includes(use.category) || changingSupport.has(use.program) || changesByGit(use),
);

/** Support that changes something, and has no rule of its own. */
const changingSupport = new Set(["missing-actions/register", "operator-questions/ask"]);

const promptCategory = against(
  {
    id: "prompt-handoff-is-a-prompt",
    fix: "Give `ai/commands/prompt-synthesize.sh` with the role, or `not_applicable`. A review of the prompt has its own field.",
  },
  ["prompt_handoff_command"],
  (use) => use.category !== "prompt" || /^(?:review\b|$)/.test(promptOf(use)),
);

const transitionCategory = against(
  {
    id: "transition-advances-state",
    fix: "Give the command that changes the state, or `not_applicable`. Gates, reviews and prompts have their own fields.",
  },
  ["transition_command"],
  ({ category }) => ["gate", "review", "prompt"].includes(category),
);

const postApprovalCategory = against(
  {
    id: "post-approval-is-a-transition",
    fix: "Give the transition that waits for the approval, or `not_applicable`. Gates, reviews and prompts have their own fields.",
  },
  ["post_approval_command"],
  ({ category }) => ["gate", "review", "prompt"].includes(category),
);

const promptReviewCategory = against(
  {
    id: "prompt-review-reviews",
    fix: "Give `ai/commands/prompt-synthesize.sh review` with the role of the prompt that is handed off.",
  },
  ["optional_prompt_review_command"],
  (use, facts) => {
    const [handedOff] = facts.uses("prompt_handoff_command");
    const role = facts.guide?.prompt ?? (handedOff?.category === "prompt" ? promptOf(handedOff) : undefined);
    const review = promptOf(use);
    const isRight = role === undefined ? /^review \S/.test(review) : review === `review ${role}`;
    return use.category !== "prompt" || !isRight;
  },
);

/** What kind of command belongs into which field. */
export const categoryRules: Family = [
  summaryIsNoTransition,
  rawCompleteChunk,
  rawGit,
  reviewReadOnly,
  promptCategory,
  transitionCategory,
  postApprovalCategory,
  promptReviewCategory,
];
