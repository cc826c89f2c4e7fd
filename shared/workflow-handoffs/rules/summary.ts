import { actionFields, type Field, legacyFields, transitionFields } from "../block.ts";
import { foundIn, type Rule } from "../finding.ts";
import { type Invocation, requests } from "../invocation.ts";
import { tells } from "../prose.ts";
import { againstUse } from "./against.ts";

const summaryAsCommand = againstUse(
  {
    id: "summary-is-no-transition",
    fix: "Give the summary as Human Review Command. It shows the state and changes nothing.",
  },
  [...transitionFields, ...legacyFields],
  (use, { guide }, field) => namesSummary(use) && (isTransition(field) || guide?.hasTransition === true),
);

/** The summary is run, or completed as if it were the chunk. Among files to stage it is one of them. */
const namesSummary = (use: Invocation): boolean =>
  use.program === "workflow-summary" || (!requests(use, "git_add_approved", "git_commit") && use.args.some(isSummary));
const isSummary = (word: string): boolean => /(?:^|[=/\s])workflow-summary(?:\.sh)?(?:[/\s]|$)/i.test(word);

const isTransition = (field: Field): boolean => (transitionFields as readonly Field[]).includes(field);

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

/** The summary is a review command, whatever a block makes of it. */
export const summaryIsNoTransition: Rule = {
  ...summaryAsCommand,
  find: (facts) => [
    ...summaryAsCommand.find(facts),
    ...actionFields.flatMap((field) => foundIn(facts, field, tells(facts.fields[field] ?? "", SUMMARY_ADVANCES))),
  ],
};
