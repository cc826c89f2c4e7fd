import { isPath } from "../arguments.ts";
import { type Field, transitionFields } from "../block.ts";
import { type Facts, runsOnAutopilot } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { type Invocation, optionOf, promptOf, requests } from "../invocation.ts";
import { programOf } from "../program.ts";
import { states } from "../state.ts";
import { againstUse } from "./against.ts";

const transitionAvailable = againstUse(
  {
    id: "transition-is-available",
    fix: "Write `not_applicable`: at this state there is nothing to complete yet.",
  },
  transitionFields,
  (use, { guide }) => guide?.hasTransition === false && ["complete-chunk", "request-action"].includes(use.program),
);

/** Whether what stands there runs no program of the workflow, or what nobody knows before it runs. Safety speaks of that. */
export const isNoCommandOfOurs = (facts: Facts, field: Field): boolean =>
  facts.lines(field).length > 0 &&
  (facts.uses(field).length === 0 || facts.lines(field).some(({ substitutions }) => substitutions.length > 0));

/** The prompt that belongs to a state, where one does. Nothing is handed off while the gate is blocked. */
const promptOfState = (state: string, id: string): Rule => {
  const role = states[state]?.prompt ?? "";
  return {
    id,
    fix: `Give \`ai/commands/prompt-synthesize.sh ${role}\`.`,
    find: (facts) => {
      const { context, fields, outcome } = facts;
      if (facts.state !== state || !fields.prompt_handoff_command || runsOnAutopilot(facts)) return [];
      if (isNoCommandOfOurs(facts, "prompt_handoff_command")) return [];
      const prompts = facts.uses("prompt_handoff_command").filter(({ category }) => category === "prompt");
      const mayWait =
        (state === "developer_pass" && context.prompt_safe !== true) ||
        (state !== "qa_blocked_fixable" && outcome === "blocked");
      const isRight = prompts.length === 0 ? mayWait : prompts.every((use) => promptOf(use) === role);
      return foundIn(facts, "prompt_handoff_command", !isRight);
    },
  };
};

const noPromptDue: Rule = {
  id: "prompt-only-for-a-role-handoff",
  fix: "Write `not_applicable`: at this state the next action is no role handoff.",
  find: (facts) => {
    const hasPrompt = facts.uses("prompt_handoff_command").some(({ category }) => category === "prompt");
    return foundIn(facts, "prompt_handoff_command", facts.guide?.prompt === null && hasPrompt);
  },
};

const decisionReview: Rule = {
  id: "decision-shows-the-summary",
  fix: "Give `ai/commands/workflow-summary.sh`: a human has to see the state before deciding.",
  find: (facts) => {
    if (isNoCommandOfOurs(facts, "human_review_command")) return [];
    const shows = facts.uses("human_review_command").some(({ program }) => program === "workflow-summary");
    const isStated = (facts.fields.human_review_command ?? "") !== "";
    return foundIn(facts, "human_review_command", facts.guide?.needsDecision === true && isStated && !shows);
  },
};

/** A path of no script, and that of the active chunk where it is known. */
const isActiveChunk = ({ context: { active_chunk } }: Facts, target = ""): boolean =>
  isPath(target) &&
  !programOf(target) &&
  (active_chunk === undefined || target.startsWith("<") || plain(target) === plain(active_chunk));
const plain = (path: string): string => path.replace(/^\.\//, "");

const requested = ({ uses }: Facts, field: Field): boolean => uses(field).some(({ category }) => category === "daemon");
const completes = (use: Invocation): boolean => requests(use, "complete_chunk");

const readyToComplete: Rule = {
  id: "ready-to-complete-requests-completion",
  fix: "Give `ai/tools/operator-daemon/request-action.sh --action complete_chunk --target <path-to-active-chunk>`.",
  find: (facts) => {
    const { fields, approval, hasDaemon, outcome } = facts;
    const field = approval === "yes" ? "post_approval_command" : "transition_command";
    const uses = transitionFields.flatMap((each) => facts.uses(each));
    const isDue = facts.state === "ready_to_complete" && hasDaemon && outcome !== "blocked";
    const isSpokenOf = uses.some(({ category }) => !["daemon", "support", "other"].includes(category));
    if (!isDue || isSpokenOf || transitionFields.some((each) => isNoCommandOfOurs(facts, each))) return [];
    if (!uses.some(completes)) return foundIn(facts, field, Boolean(fields[field]));
    const isElsewhere = (use: Invocation) => completes(use) && !isActiveChunk(facts, optionOf(use, "--target"));
    return transitionFields.flatMap((each) => {
      // What is requested after an approval may follow a completion before it.
      const isOther = each === "transition_command" && requested(facts, each) && !facts.uses(each).some(completes);
      return foundIn(facts, each, isOther || facts.uses(each).some(isElsewhere));
    });
  },
};

/** Which command a state prescribes. */
export const stateCommandRules: Family = [
  transitionAvailable,
  promptOfState("ready_for_qa", "ready-for-qa-prompt"),
  promptOfState("qa_blocked_fixable", "qa-blocked-fixable-prompt"),
  promptOfState("developer_pass", "developer-pass-prompt"),
  noPromptDue,
  decisionReview,
  readyToComplete,
];
