import { actionFields, type Field, isCommandField } from "../block.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { type Invocation, invocationsTold } from "../invocation.ts";
import { isNegated, proseWords, sentencesIn } from "../prose.ts";

const EMPTY_PHRASES =
  /^(?:not[_ -]applicable|none|n\/a|na|tbd|todo|unknown|see above|see below|as discussed|as usual|same as before|whatever is next|next step|next steps|the next step|keep going|carry on|go ahead)$/i;

/** Whether nobody could start from this: one word, an empty phrase, or a question. */
const isVague = (value: string): boolean => {
  const text = value.trim().replace(/[.!`*]{1,3}$/, "");
  return EMPTY_PHRASES.test(text) || !/\s/.test(text) || text.endsWith("?");
};

const exact = (field: Field, id: string, fix: string): Rule => ({
  id,
  severity: "blocker",
  fix,
  find: (facts) => {
    const value = facts.fields[field] ?? "";
    return foundIn(facts, field, value !== "" && isVague(value) && facts.uses(field).length === 0);
  },
});

const APPROVAL_DEPENDENT = new Set(["request-action", "complete-chunk", "approved-action-dispatcher/dispatch"]);

const immediateStepWaits: Rule = {
  id: "immediate-step-waits-for-approval",
  severity: "blocker",
  fix: "Say what happens before the approval, such as the review; the command goes into Post-Approval Command.",
  find: (facts) => {
    const depends = facts
      .uses("immediate_next_step")
      .some(({ program, args }) => APPROVAL_DEPENDENT.has(program) && !args.includes("--dry-run"));
    return foundIn(facts, "immediate_next_step", facts.approval === "yes" && depends);
  },
};

/** Where a reader looks for what to run next. */
const repeatable: Field[] = [
  "recommended_next_action",
  "immediate_next_step",
  "human_review_command",
  "autopilot_continuation",
  "exact_next_command",
  "immediate_next_command",
];

/** Whether this is the gate that was checked; any gate, where the block does not say which that was. */
const isGateChecked = (facts: Facts, { program, category, args }: Invocation): boolean => {
  const checked = facts.uses("gate_checked").filter((use) => use.category === "gate");
  const isSame = checked.some((use) => use.program === program && flagOf(use.args) === flagOf(args));
  return category === "gate" && (isSame || checked.length === 0);
};
const flagOf = (args: readonly string[]): string | undefined => args.find((arg) => arg.startsWith("--"));

const runIn = (facts: Facts, field: Field): readonly Invocation[] =>
  isCommandField(field) ? facts.uses(field) : invocationsTold(facts.fields[field] ?? "");

const passedGateRepeated: Rule = {
  id: "passed-gate-not-repeated",
  severity: "blocker",
  fix: "Name the human review as the next step. The gate has passed; it is evidence.",
  find: (facts) => {
    const needsReview = facts.approval === "yes" || facts.context.human_review_required === true;
    const isOver = facts.outcome === "passed" && needsReview;
    return repeatable.flatMap((field) =>
      foundIn(facts, field, isOver && runIn(facts, field).some((use) => isGateChecked(facts, use))),
    );
  },
};

const helperDisagrees = ({ context, state }: Facts): boolean =>
  context.helper_state !== undefined && context.helper_state !== state;

const disagreementNeedsApproval: Rule = {
  id: "helper-disagreement-needs-approval",
  severity: "blocker",
  fix: "Write `yes`, and that the helper reports another state than the notes.",
  find: (facts) => foundIn(facts, "human_approval_needed", helperDisagrees(facts) && facts.approval === "no"),
};

const disagreementNeedsIntervention: Rule = {
  id: "helper-disagreement-needs-intervention",
  severity: "blocker",
  fix: "Recommend manual intervention, and name both states.",
  find: (facts) => {
    const recommends = /manual(?:ly)?\s+interven/i.test(facts.fields.recommended_next_action ?? "");
    return foundIn(facts, "recommended_next_action", helperDisagrees(facts) && !recommends);
  },
};

/** Whether a sentence about scope or chunks has, in lower case and without what it denies, words that the test finds. */
const someSentence = (value: string, test: (words: string[], text: string) => boolean): boolean =>
  /scope|chunk/i.test(value) &&
  sentencesIn(value).some((text) => {
    const words = proseWords(text);
    const meant = words.filter((_, at) => !isNegated(words, at)).map((word) => word.text.toLowerCase());
    return test(meant, text.toLowerCase());
  });

const sentencesOf = (facts: Facts, test: (words: string[], text: string) => boolean) =>
  actionFields.flatMap((field) => foundIn(facts, field, someSentence(facts.fields[field] ?? "", test)));

const has = (words: readonly string[], pattern: RegExp): boolean => words.some((word) => pattern.test(word));

const scopeExpansion: Rule = {
  id: "no-scope-expansion",
  severity: "blocker",
  fix: "Put a change of scope to a human as a decision; a handoff cannot allow it.",
  find: (facts) =>
    sentencesOf(
      facts,
      (words) =>
        has(words, /^(?:out-of-)?scope/) &&
        (has(words, /^(?:expand|expansion|extend|widen|broaden|enlarge|increase)/)
          ? has(
              words,
              /^(?:authori[sz]|approved$|allowed$|permitted$|may$|ahead$|free$|(?:expand|extend|widen|broaden)(?:ed)?$)/,
            )
          : has(words, /^(?:outside|beyond|out-of-scope)$/) &&
            has(words, /^(?:authori[sz]|allowed$|permitted$|may$|free$)/)) &&
        !has(words, /^(?:ask|decide|decision|whether|question|request)/),
    ),
};

const isNewChunk = (words: readonly string[], verb: RegExp): boolean =>
  words.some((word, at) => word === "new" && words[at + 1]?.startsWith("chunk") === true) && has(words, verb);

const continueChunk: Rule = {
  id: "continue-the-active-chunk",
  severity: "blocker",
  fix: "Recommend continuing the active chunk.",
  find: (facts) =>
    facts.context.active_chunk === undefined || facts.context.new_chunk_created
      ? []
      : sentencesOf(facts, (words) => isNewChunk(words, /^(?:create|open|start|add|make|creating|opening|starting)$/)),
};

const newChunkReason: Rule = {
  id: "new-chunk-states-its-reason",
  severity: "blocker",
  fix: "Say what allowed the new chunk: the operator's request, an unrelated active chunk, a lifecycle policy, or the creation gate.",
  find: (facts) => {
    const texts = actionFields.map((field) => facts.fields[field] ?? "").join("\n");
    const isSaid = someSentence(texts, (words) => isNewChunk(words, /^created$/));
    const hasReason = /operator (?:explicitly )?(?:request|ask)|unrelated|lifecycle policy|creation gate/i.test(texts);
    const isUnexplained = (facts.context.new_chunk_created === true || isSaid) && !hasReason;
    return foundIn(facts, "recommended_next_action", isUnexplained);
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
  passedGateRepeated,
  immediateStepWaits,
  continueChunk,
  newChunkReason,
  scopeExpansion,
];
