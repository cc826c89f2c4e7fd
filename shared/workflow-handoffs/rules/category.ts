import { actionFields, commandFields, type Field } from "../block.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { argumentsFit, onlyShows } from "../arguments.ts";
import { asksToCommit } from "../close-commit.ts";
import { changesByGit, type Invocation, promptOf } from "../invocation.ts";
import { tells } from "../prose.ts";
import { againstUse } from "./against.ts";

const legacy: Field[] = ["exact_next_command", "immediate_next_command"];
export const transitions: Field[] = ["transition_command", "post_approval_command"];

const summaryAsCommand = againstUse(
  {
    id: "summary-is-no-transition",
    fix: "Give the summary as Human Review Command. It shows the state and changes nothing.",
  },
  [...transitions, ...legacy],
  ({ program }, { guide }, field) =>
    program === "workflow-summary" && (transitions.includes(field) || guide?.hasTransition === true),
);

const ADVANCES =
  "(?:complete|completes|advance|advances|transition|transitions|close|closes|archive|archives|promote|finish|" +
  String.raw`(?:moves?|marks?|sets?)\s(?:the\s|its\s)?(?:chunk|it|state|lifecycle))`;
const SUMMARY = String.raw`(?:["'\x60]?(?:ba|z|da)?sh\s(?:-\w{1,4}\s)?)?["'\x60]?[\w./]{0,40}workflow-summary(?:\.sh)?["'\x60]?`;

/** The summary as what moves the lifecycle: `run workflow-summary.sh to complete the chunk`, `complete it with …`. */
const SUMMARY_ADVANCES = new RegExp(
  [
    String.raw`${SUMMARY},?\s(?:(?:--?\w{1,20}\s)?(?:to|which|that|will|and it)\s${ADVANCES}\b|(?:is|as|being)\s(?:the|a)\s(?:\w{1,12}\s)?transition|(?:advances|completes|transitions|closes|archives)\b)`,
    String.raw`\b${ADVANCES}\s(?:[\w']{1,20}\s){0,5}?(?:with|via|by|using|through)\s(?:(?:running|calling|a|the)\s)?${SUMMARY}`,
    String.raw`\btransition(?: command)?(?::|\s(?:is|with))\s${SUMMARY}`,
  ].join("|"),
  "gi",
);

const summaryIsNoTransition: Rule = {
  ...summaryAsCommand,
  find: (facts) => [
    ...summaryAsCommand.find(facts),
    ...actionFields.flatMap((field) => foundIn(facts, field, tells(facts.fields[field] ?? "", SUMMARY_ADVANCES))),
  ],
};

const rawCompleteChunk = againstUse(
  {
    id: "no-raw-complete-chunk",
    fix: "Request it from the daemon: `ai/tools/operator-daemon/request-action.sh --action complete_chunk --target <path-to-active-chunk>`.",
  },
  [...transitions, ...legacy, ...actionFields],
  ({ program }, { approval, hasDaemon }, field) =>
    program === "complete-chunk" && (field !== "transition_command" || hasDaemon || approval === "yes"),
);

const rawGit = againstUse(
  {
    id: "no-raw-git",
    fix: "Request `git_add_approved` and `git_commit` from the daemon with `ai/tools/operator-daemon/request-action.sh`.",
  },
  [...transitions, ...legacy, ...actionFields, "trusted_daemon_git_commands"],
  (use, facts) => changesByGit(use) && (facts.hasDaemon || asksToCommit(facts.fields, facts.context)),
);

const reviewReadOnly = againstUse(
  {
    id: "human-review-read-only",
    fix: "Give a command that only reads, such as `ai/commands/workflow-summary.sh` or `git diff --stat`.",
  },
  ["human_review_command"],
  (use) => {
    if (use.category === "git") return !onlyShows(use);
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
  summaryIsNoTransition,
  rawCompleteChunk,
  rawGit,
  reviewReadOnly,
  promptCategory,
  transitionCategory,
  postApprovalCategory,
  promptReviewCategory,
];
