import { fieldNames, labels, legacyFields, optionalFields } from "../block.ts";
import { isGiven, isMisspelledNothing, isNone } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";

const required = fieldNames.filter((field) => !(optionalFields as readonly string[]).includes(field));

const fieldMissing: Rule = {
  id: "field-missing",
  severity: "blocker",
  fix: "Write the field. Where nothing applies, write `not_applicable`; without blockers, `None.`; without a gate, `none`.",
  find: (facts) => required.flatMap((field) => foundIn(facts, field, (facts.fields[field] ?? "") === "")),
};

const fieldRepeated: Rule = {
  id: "field-repeated",
  severity: "blocker",
  fix: "Keep the field once in a block. A second handoff has a heading of its own.",
  find: ({ repeated }) => [...new Set(repeated)].map((field) => ({ field, found: `${labels[field]}, more than once` })),
};

/** As many as somebody mends before checking again; the answer has to stay small. */
const MOST_LABELS = 20;

const fieldUnknown: Rule = {
  id: "field-unknown",
  severity: "warning",
  fix: "Use the labels of the standard block. What stands under another label is not kept.",
  find: ({ unknown }) =>
    unknown.slice(0, MOST_LABELS).map((label) => ({ field: "canonical_state", found: `the label ${label}` })),
};

/** Fields in which nothing is said by the word `not_applicable`. */
const sayNotApplicable = [
  "human_review_command",
  "prompt_handoff_command",
  "transition_command",
  "post_approval_command",
  "autopilot_continuation",
  "trusted_daemon_git_commands",
] as const;

const notApplicableSpelled: Rule = {
  id: "not-applicable-spelled",
  severity: "warning",
  fix: "Write `not_applicable`.",
  find: (facts) =>
    sayNotApplicable.flatMap((field) => {
      const value = facts.fields[field] ?? "";
      return foundIn(facts, field, value !== "" && isMisspelledNothing(value));
    }),
};

const promptReviewOmitted: Rule = {
  id: "prompt-review-omitted",
  severity: "warning",
  fix: "Leave the field out: no prompt is handed off.",
  find: (facts) => {
    const { optional_prompt_review_command: value, prompt_handoff_command: prompt } = facts.fields;
    if (value === undefined) return [];
    const isNoPromptDue = facts.guide?.prompt === null || facts.guide === undefined;
    const isForNothing = isNoPromptDue && prompt !== undefined && !isGiven(prompt);
    return foundIn(facts, "optional_prompt_review_command", !isGiven(value) || isForNothing);
  },
};

const SHORT = 120;
const HEDGES =
  /\b(?:probably|maybe|perhaps|likely|hopefully|should be|seems?|might|not_applicable|tbd|todo|unknown)\b|\?/i;

const resultFactual: Rule = {
  id: "result-factual",
  severity: "blocker",
  fix: `State what came out, in one line of at most ${SHORT} characters: \`passed\`, \`blocked\`, \`needs_review\`.`,
  find: (facts) => {
    const { result = "" } = facts.fields;
    const isFactual =
      !result.includes("\n") && result.length <= SHORT && !HEDGES.test(result) && !isMisspelledNothing(result);
    return foundIn(facts, "result", result !== "" && !isFactual);
  },
};

/** Words that name nothing that anybody could resolve, however many stand together. */
const VAGUE = new Set(
  (
    "not_applicable not-applicable not applicable n/a na no none nil null - yes some several various few many a an the this that these those " +
    "there is are was be being been it they still currently open minor major known other more small big general certain issue issues problem problems thing " +
    "things stuff bug bugs error errors blocker blockers concern concerns remain remains remaining exist exists need needs " +
    "fix fixing fixed resolved resolving solved to do done must should see above below yet report notes and or of with in " +
    "pending unknown unclear tbd todo tba later blocked broken failed failing fails fail wip etc as discussed usual before doesn't does work working ? ??"
  ).split(" "),
);

/** Whether an item of a list, or a text without a list, says nothing in particular. */
const isVague = (item: string): boolean => {
  const words = item
    .slice(0, MOST)
    .toLowerCase()
    .split(/[\s,.;:!()*`"']+/)
    .filter(Boolean);
  return item.length <= MOST && words.every((word) => VAGUE.has(word));
};
const MOST = 200;

const itemsIn = (value: string): string[] =>
  value.split("\n").map((line) => line.replace(/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/, ""));

const blockersConcrete: Rule = {
  id: "blockers-concrete",
  severity: "blocker",
  fix: "Write `None.`, or list each blocker so that somebody can resolve it.",
  find: (facts) => {
    const { blockers = "" } = facts.fields;
    const items = itemsIn(blockers).filter((item) => item !== "");
    return foundIn(facts, "blockers", blockers !== "" && !isNone(blockers) && items.some(isVague));
  },
};

const isBlockedState = (state: string): boolean => /^qa_blocked_|^retry_limit_reached$/.test(state);

const blockersAgree: Rule = {
  id: "blockers-agree",
  severity: "blocker",
  fix: "List the blockers of a result or state that is blocked, and write `None.` where the result is passed.",
  find: (facts) => {
    const { fields, state, outcome, hasBlockers } = facts;
    const isBlocked = outcome === "blocked" || isBlockedState(state);
    const contradicts = isBlocked ? isNone(fields.blockers) : outcome === "passed" && hasBlockers;
    return foundIn(facts, "blockers", contradicts);
  },
};

const resultAgrees: Rule = {
  id: "result-agrees-with-state",
  severity: "blocker",
  fix: "Write `blocked`: at this state the work did not pass.",
  find: (facts) => foundIn(facts, "result", isBlockedState(facts.state) && facts.outcome === "passed"),
};

const legacyField: Rule = {
  id: "legacy-field",
  severity: "warning",
  fix: "Move the command to the field of its category and leave the older field out.",
  find: (facts) => legacyFields.flatMap((field) => foundIn(facts, field, facts.fields[field] !== undefined)),
};

export const formRules: Family = [
  fieldMissing,
  fieldRepeated,
  resultFactual,
  resultAgrees,
  blockersConcrete,
  blockersAgree,
  notApplicableSpelled,
  promptReviewOmitted,
  legacyField,
  fieldUnknown,
];
