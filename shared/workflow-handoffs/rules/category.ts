import { argumentsFit, onlyShows } from "../arguments.ts";
import { commandFields } from "../block.ts";
import type { Family, Rule } from "../finding.ts";
import { changesByGit, type Invocation, promptOf } from "../invocation.ts";
import { againstUse } from "./against.ts";
import { isPassedGate } from "./passed-gate.ts";

const reviewReadOnly = againstUse(
  {
    id: "human-review-read-only",
    fix: "Give a command that only reads, such as `ai/commands/workflow-summary.sh` or `git diff --stat`.",
  },
  ["human_review_command"],
  (use, facts) => {
    if (use.category === "git") return !onlyShows(use);
    // Of a gate that has passed, it is said that it is repeated.
    if (use.category === "gate") return !isPassedGate(facts, use);
    return ["prompt", "transition", "daemon", "other"].includes(use.category) || changingSupport.has(use.program);
  },
);

/** Support that changes something, and has no rule of its own. */
const changingSupport = new Set(["missing-actions/register", "operator-questions/ask"]);

/** Support that may follow a transition: waiting for the daemon, and the dispatcher's dry run. */
const followsTransition = new Set([
  "wait-result",
  "approved-action-dispatcher/dispatch",
  "run-once",
  "create-checkpoint",
]);

const isNoTransition = (use: Invocation): boolean =>
  ["gate", "review", "prompt"].includes(use.category) ||
  (use.category === "support" && !followsTransition.has(use.program)) ||
  (use.category === "git" && !changesByGit(use));

const promptCategory = againstUse(
  {
    id: "prompt-handoff-is-a-prompt",
    fix: "Give `ai/commands/prompt-synthesize.sh` with the role, or `not_applicable`. A review of the prompt has its own field.",
  },
  ["prompt_handoff_command"],
  (use) => use.category !== "prompt" || /^(?:review\b|$)/.test(promptOf(use)),
);

const transitionCategory = againstUse(
  {
    id: "transition-advances-state",
    fix: "Give the command that changes the state, or `not_applicable`. Gates, reviews and prompts have their own fields.",
  },
  ["transition_command"],
  isNoTransition,
);

const postApprovalCategory = againstUse(
  {
    id: "post-approval-is-a-transition",
    fix: "Give the transition that waits for the approval, or `not_applicable`. Gates, reviews and prompts have their own fields.",
  },
  ["post_approval_command"],
  isNoTransition,
);

const promptReviewCategory = againstUse(
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

/** What its script takes. Where the shell would put something else in its place, that is said instead. */
export const argumentsKnown = againstUse(
  {
    id: "command-arguments-known",
    fix: "Give the script what it takes: paths within the repository, and the options and registered actions of the contract, each once and on one line.",
  },
  commandFields,
  (use, facts, field) =>
    !argumentsFit(use) && facts.lines(field).every(({ substitutions }) => substitutions.length === 0),
);

/** The registry of scripts is open, as that of states is. */
export const commandUnknown: Rule = {
  ...againstUse(
    {
      id: "command-unknown",
      fix: "Check the name of the script. The contract does not name it, and nothing but its place is judged.",
    },
    commandFields,
    ({ category }) => category === "other",
  ),
  severity: "warning",
};

/** What kind of command belongs into which field. */
export const categoryRules: Family = [
  reviewReadOnly,
  promptCategory,
  transitionCategory,
  postApprovalCategory,
  promptReviewCategory,
];
