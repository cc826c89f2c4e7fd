import { fieldNames, labels, legacyFields, optionalFields } from "../block.ts";
import { isGiven, isMisspelledNothing } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";

const required = fieldNames.filter((field) => !(optionalFields as readonly string[]).includes(field));

const fieldMissing: Rule = {
  id: "field-missing",
  fix: "Write the field. Where nothing applies, write `not_applicable`; without blockers, `None.`; without a gate, `none`.",
  find: (facts) => required.flatMap((field) => foundIn(facts, field, (facts.fields[field] ?? "") === "")),
};

const fieldRepeated: Rule = {
  id: "field-repeated",
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

const legacyField: Rule = {
  id: "legacy-field",
  severity: "warning",
  fix: "Move the command to the field of its category and leave the older field out.",
  find: (facts) => legacyFields.flatMap((field) => foundIn(facts, field, facts.fields[field] !== undefined)),
};

export const formRules: Family = [
  fieldMissing,
  fieldRepeated,
  notApplicableSpelled,
  promptReviewOmitted,
  legacyField,
  fieldUnknown,
];
