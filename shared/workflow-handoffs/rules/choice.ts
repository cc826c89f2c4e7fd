import type { Field } from "../block.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { changesByGit, type Invocation, optionOf, promptOf, requests } from "../invocation.ts";
import { asksToCommit } from "../close-commit.ts";
import { states } from "../state.ts";

type Choice = Omit<Rule, "find" | "severity">;

/** A rule about what the commands of some fields are. */
const against = (
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
const transitions: Field[] = ["transition_command", "post_approval_command"];
const steps: Field[] = ["recommended_next_action", "immediate_next_step", "autopilot_continuation"];

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
  [...transitions, ...legacy, ...steps],
  ({ program }, { approval, hasDaemon }, field) =>
    program === "complete-chunk" && (field !== "transition_command" || hasDaemon || approval === "yes"),
);

const rawGit = against(
  {
    id: "no-raw-git",
    fix: "Request `git_add_approved` and `git_commit` from the daemon with `ai/tools/operator-daemon/request-action.sh`.",
  },
  [...transitions, ...legacy, ...steps, "trusted_daemon_git_commands"],
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

const transitionAvailable = against(
  {
    id: "transition-is-available",
    fix: "Write `not_applicable`: at this state there is nothing to complete yet.",
  },
  transitions,
  (use, { guide }) =>
    guide?.hasTransition === false && (use.program === "complete-chunk" || requests(use, "complete_chunk")),
);

/** The prompt that belongs to a state, where one does. Nothing is handed off while the gate is blocked. */
const promptOfState = (state: string, id: string): Rule => {
  const role = states[state]?.prompt ?? "";
  return {
    id,
    severity: "blocker",
    fix: `Give \`ai/commands/prompt-synthesize.sh ${role}\`.`,
    find: (facts) => {
      const { context, fields, outcome } = facts;
      if (facts.state !== state || !fields.prompt_handoff_command || runsOnAutopilot(facts)) return [];
      const prompts = facts.uses("prompt_handoff_command").filter(({ category }) => category === "prompt");
      const mayWait =
        (state === "developer_pass" && context.prompt_safe !== true) ||
        (state !== "qa_blocked_fixable" && outcome === "blocked");
      const isRight = prompts.length === 0 ? mayWait : prompts.every((use) => promptOf(use) === role);
      return foundIn(facts, "prompt_handoff_command", !isRight);
    },
  };
};

export const runsOnAutopilot = ({ context }: Facts): boolean =>
  context.work_package_approved === true && context.autopilot_enabled === true;

const noPromptDue: Rule = {
  id: "prompt-only-for-a-role-handoff",
  severity: "blocker",
  fix: "Write `not_applicable`: at this state the next action is no role handoff.",
  find: (facts) => {
    const hasPrompt = facts.uses("prompt_handoff_command").some(({ category }) => category === "prompt");
    return foundIn(facts, "prompt_handoff_command", facts.guide?.prompt === null && hasPrompt);
  },
};

const decisionReview: Rule = {
  id: "decision-shows-the-summary",
  severity: "blocker",
  fix: "Give `ai/commands/workflow-summary.sh`: a human has to see the state before deciding.",
  find: (facts) => {
    const shows = facts.uses("human_review_command").some(({ program }) => program === "workflow-summary");
    const isStated = (facts.fields.human_review_command ?? "") !== "";
    return foundIn(facts, "human_review_command", facts.guide?.needsDecision === true && isStated && !shows);
  },
};

const readyToComplete: Rule = {
  id: "ready-to-complete-requests-completion",
  severity: "blocker",
  fix: "Give `ai/tools/operator-daemon/request-action.sh --action complete_chunk --target <path-to-active-chunk>`.",
  find: (facts) => {
    const { fields, approval, hasDaemon, outcome } = facts;
    const field = approval === "yes" ? "post_approval_command" : "transition_command";
    const uses = transitions.flatMap((each) => facts.uses(each));
    const isDue = facts.state === "ready_to_complete" && hasDaemon && outcome !== "blocked";
    const isSpokenOf = uses.some((use) => use.category !== "daemon" && use.category !== "support");
    const completions = uses.filter((use) => requests(use, "complete_chunk"));
    const isRequested = completions.length > 0 && completions.every((use) => Boolean(optionOf(use, "--target")));
    return foundIn(facts, field, isDue && Boolean(fields[field]) && !isSpokenOf && !isRequested);
  },
};

export const choiceRules: Family = [
  summaryIsNoTransition,
  rawCompleteChunk,
  rawGit,
  reviewReadOnly,
  promptCategory,
  transitionCategory,
  postApprovalCategory,
  promptReviewCategory,
  transitionAvailable,
  promptOfState("ready_for_qa", "ready-for-qa-prompt"),
  promptOfState("qa_blocked_fixable", "qa-blocked-fixable-prompt"),
  promptOfState("developer_pass", "developer-pass-prompt"),
  noPromptDue,
  decisionReview,
  readyToComplete,
];
