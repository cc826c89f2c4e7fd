import type { Field } from "../block.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";

const EMPTY_PHRASES =
  /^(?:not[_ -]applicable|none|n\/a|na|tbd|todo|unknown|see above|see below|as discussed|as usual|same as before|whatever is next|next step|next steps|the next step|keep going|carry on|go ahead)$/i;

/** Whether nobody could start from this: one word, an empty phrase, or a question. */
const isVague = (value: string): boolean => {
  const text = value.trim().replace(/[.!`*]{1,3}$/, "");
  return EMPTY_PHRASES.test(text) || !/\s/.test(text) || text.endsWith("?");
};

const exact = (field: Field, id: string, fix: string): Rule => ({
  id,
  fix,
  find: (facts) => {
    const value = facts.fields[field] ?? "";
    return foundIn(facts, field, value !== "" && isVague(value) && facts.uses(field).length === 0);
  },
});

const APPROVAL_DEPENDENT = new Set(["request-action", "complete-chunk", "approved-action-dispatcher/dispatch"]);

const immediateStepWaits: Rule = {
  id: "immediate-step-waits-for-approval",
  fix: "Say what happens before the approval, such as the review; the command goes into Post-Approval Command.",
  find: (facts) => {
    const depends = facts
      .uses("immediate_next_step")
      .some(({ program, args }) => APPROVAL_DEPENDENT.has(program) && !args.includes("--dry-run"));
    return foundIn(facts, "immediate_next_step", facts.approval === "yes" && depends);
  },
};

const helperDisagrees = ({ context, state }: Facts): boolean =>
  context.helper_state !== undefined && context.helper_state !== state;

const disagreementNeedsApproval: Rule = {
  id: "helper-disagreement-needs-approval",
  fix: "Write `yes`, and that the helper reports another state than the notes.",
  find: (facts) => foundIn(facts, "human_approval_needed", helperDisagrees(facts) && facts.approval === "no"),
};

const disagreementNeedsIntervention: Rule = {
  id: "helper-disagreement-needs-intervention",
  fix: "Recommend manual intervention, and name both states.",
  find: (facts) => {
    const recommends = /manual(?:ly)?\s+interven/i.test(facts.fields.recommended_next_action ?? "");
    return foundIn(facts, "recommended_next_action", helperDisagrees(facts) && !recommends);
  },
};

export const nextStepRules: Family = [
  exact(
    "recommended_next_action",
    "next-action-exact",
    "Say who does what next, such as: Hand the chunk to QA for verification.",
  ),
  exact("immediate_next_step", "immediate-step-stated", "Say what the next human or agent does first."),
  disagreementNeedsIntervention,
  disagreementNeedsApproval,
  immediateStepWaits,
];
