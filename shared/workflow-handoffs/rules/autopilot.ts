import { actionFields } from "../block.ts";
import { isGiven, runsOnAutopilot, wholeText } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { promptOf } from "../invocation.ts";
import { againstWords } from "./against.ts";

const continuationStated: Rule = {
  id: "autopilot-continuation-stated",
  fix: "Say what the Orchestrator does after the transition; without autopilot, write `not_applicable`.",
  find: (facts) => {
    const { autopilot_continuation: value = "" } = facts.fields;
    const { autopilot_enabled: isEnabled } = facts.context;
    const contradicts = isEnabled === true ? !isGiven(value) : isEnabled === false && isGiven(value);
    return foundIn(facts, "autopilot_continuation", value !== "" && contradicts);
  },
};

const completesAndGoesOn: Rule = {
  id: "autopilot-completes-and-goes-on",
  fix: "Say that the chunk is completed or archived, and whether the next queued chunk follows or a stop applies.",
  find: (facts) => {
    const { autopilot_continuation: value = "" } = facts.fields;
    const isDue = facts.state === "ready_to_complete" && facts.context.autopilot_enabled === true && isGiven(value);
    const isWhole = /complet|archiv/i.test(value) && /\bnext\b|queue|stop|boundary|final/i.test(value);
    return foundIn(facts, "autopilot_continuation", isDue && !isWhole);
  },
};

const noChunkPrompt: Rule = {
  id: "autopilot-needs-no-chunk-prompt",
  fix: "Write `not_applicable`, and name the Orchestrator's autopilot run over the approved queue as the next action.",
  find: (facts) => {
    const isChunkPrompt = facts
      .uses("prompt_handoff_command")
      .some((use) => use.category === "prompt" && /^(?:qa|dev|dev-fix)$/.test(promptOf(use)));
    return foundIn(facts, "prompt_handoff_command", runsOnAutopilot(facts) && isChunkPrompt);
  },
};

const milestonesAreNoStops = againstWords(
  { id: "milestones-are-no-stops", fix: "Leave the stop out: no stop milestone is configured." },
  actionFields,
  /\b(?:stop|pause|halt|wait)\b[^.\n]{0,40}?\bmilestone(?!s?:? none)|\bmilestone\b[^.\n]{0,40}?\b(?:stop|pause|halt)\b/gi,
  ({ context }) => context.stop_milestones?.length === 0,
);

const workPackageFacts: Rule = {
  id: "work-package-says-how-far",
  severity: "warning",
  fix: "Say in Autopilot Continuation: whether Autopilot is enabled, the queue, the stop milestones, and the final human review.",
  find: (facts) => {
    if (facts.context.work_package_approved !== true || !facts.fields.autopilot_continuation) return [];
    const text = wholeText(facts);
    const isWhole = [/autopilot/, /queue/, /milestone/, /boundary|final/].every((fact) => fact.test(text));
    return foundIn(facts, "autopilot_continuation", !isWhole);
  },
};

export const autopilotRules: Family = [
  continuationStated,
  completesAndGoesOn,
  milestonesAreNoStops,
  noChunkPrompt,
  workPackageFacts,
];
