import { actionFields, tellingFields } from "../block.ts";
import { type Facts, wholeText } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { type Invocation, optionOf } from "../invocation.ts";
import { tells } from "../prose.ts";
import { againstWords } from "./against.ts";

const EARLIER = "(?:old|older|earlier|previous|prior|existing|last|former|same|first|current|yesterday['\u2019]s)";
const STANDS =
  "(?:still|valid|applies|apply|stands|holds|hold|covers|cover|suffices|counts|is enough|is good|carries over)";

/** Ways to say that nobody has to ask again. */
const OLD_APPROVAL = new RegExp(
  [
    String.raw`re-?us(?:e|es|ed|ing)\b[^.\n]{0,60}\bapproval`,
    String.raw`(?:us(?:e|es|ing)|apply|applying|rely(?:ing)? on|keep|take|carry over|go by|act on)\s(?:\w{1,12}\s){0,3}?${EARLIER}\s(?:\w{1,12}\s){0,2}?approval`,
    String.raw`${EARLIER}\s(?:\w{1,12}\s){0,2}?approval\s(?:\w{1,12}\s){0,3}?${STANDS}`,
    String.raw`approval\s(?:\S{1,40}\s){0,5}?(?:still|already)\s(?:\w{1,12}\s)?${STANDS}`,
    String.raw`approval\s(?:of|from)\s(?:yesterday|before|earlier|last|the (?:last|previous|prior|earlier|first))\b[^.\n]{0,60}?\b${STANDS}`,
    String.raw`already\s(?:been\s)?(?:approved|has (?:an |the )?approval|have (?:an |the )?approval)`,
    String.raw`(?:approved|gave (?:their |the |his |her )?approval)\s(?:\w{1,12}\s){0,3}?(?:already|before|earlier|yesterday|last (?:week|time|month|round))`,
  ]
    .map((way) => String.raw`\b(?:${way})\b`)
    .join("|"),
  "gi",
);

/** These deny that anything is to be asked, so a negation is what makes them. */
const NO_FRESH_ONE =
  /\b(?:no (?:new|fresh|further|another|second|additional) approval\s(?:is\s|was\s|will be\s)?(?:needed|required|necessary)|without (?:a (?:new|fresh|further|second) approval|asking(?: again)?)|need(?:s)? not be approved again)\b/i;

const approvalNotReused: Rule = {
  id: "old-approval-not-reused",
  fix: "Ask for a fresh approval, or inspect the earlier one and run the dispatcher's dry run first.",
  find: (facts) =>
    actionFields.flatMap((field) => {
      const { [field]: value = "" } = facts.fields;
      return foundIn(facts, field, tells(value, OLD_APPROVAL) || NO_FRESH_ONE.test(value));
    }),
};

const DISPATCH = "approved-action-dispatcher/dispatch";

/** Whether any field has somebody run this. */
const isRun = (facts: Facts, isIt: (use: Invocation) => boolean): boolean =>
  tellingFields.some((field) => facts.uses(field).some(isIt));

const isDryRun = (use: Invocation): boolean =>
  use.program === DISPATCH &&
  ["--dry-run", "--once"].every((flag) => use.args.includes(flag)) &&
  Boolean(optionOf(use, "--question-id"));

const priorApproval: Rule = {
  id: "prior-approval-inspected",
  fix: "Say in Immediate Next Step to inspect `list-approved-actions.sh`, then to run `dispatch.sh --dry-run --once --question-id <id>`.",
  find: (facts) => {
    const isInspected = isRun(facts, ({ program }) => program === "list-approved-actions") && isRun(facts, isDryRun);
    return foundIn(facts, "immediate_next_step", facts.context.prior_approval === "valid" && !isInspected);
  },
};

const staleApproval: Rule = {
  id: "stale-approval-asks-again",
  fix: "Ask again with `ai/tools/operator-questions/ask.sh`.",
  find: (facts) => {
    const isAsked = isRun(facts, ({ program }) => program === "operator-questions/ask");
    return foundIn(facts, "immediate_next_step", facts.context.prior_approval === "stale" && !isAsked);
  },
};

const WAKE = "(?:[Ww]akes?|woken|[Ww]ake-?ups?|[Rr]esumes?|resumed|[Rr]esuming)";
/** The product has its name, or a word of it behind it; `the codex` and a codex of something are books. */
const CODEX = String.raw`(?:(?:\bCodex|(?<!\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Yy]our|[Tt]his|[Tt]hat)\s)\bcodex)\b(?!\sof\b)|\bcodex\s(?:I\/O|bridge|session|agent|cli|thread|${WAKE})\b)`;

const noWake = againstWords(
  { id: "no-codex-wake", fix: "Leave the execution of approved actions to the dispatcher." },
  actionFields,
  new RegExp(String.raw`${CODEX}[^.\n]{0,80}?\b${WAKE}\b|\b${WAKE}\b[^.\n]{0,80}?${CODEX}`, "g"),
);

const QUESTION = /\b(?:ask|asks|question for|question to|put (?:it|this) to) the (?:operator|human|user)\b/gi;

const questionsThroughAsk: Rule = {
  id: "questions-go-through-ask",
  fix: "Name `ai/tools/operator-questions/ask.sh` as the way the question is asked.",
  find: (facts) => {
    const asking = actionFields.find((field) => tells(facts.fields[field] ?? "", QUESTION));
    const isNamed = wholeText(facts).includes("operator-questions/ask.sh");
    return asking && !isNamed ? foundIn(facts, asking, true) : [];
  },
};

/** How what was approved is executed, and how humans are asked. */
export const executionRules: Family = [approvalNotReused, priorApproval, staleApproval, noWake, questionsThroughAsk];
