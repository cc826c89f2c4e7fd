import { actionFields, type Field, tellingFields } from "../block.ts";
import { sentencesIn } from "../command.ts";
import { type Facts, wholeText } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { optionOf } from "../invocation.ts";

const prose: Field[] = [...actionFields, "human_approval_needed"];

const OLD_APPROVAL =
  /\b(?:re-?us(?:e|es|ed|ing)\b[^.\n]{0,60}\bapproval|(?:old|earlier|previous|prior|existing|last)\s+approval\s+(?:\w+\s+){0,3}(?:valid|applies|stands|holds|covers|suffices|counts)|already\s+approved)\b/i;
const NEGATION = /\b(?:not|never|no|cannot|without|stale|expired)\b|n['\u2019]t\b/i;

const approvalNotReused: Rule = {
  id: "old-approval-not-reused",
  severity: "blocker",
  fix: "Ask for a fresh approval, or inspect the earlier one and run the dispatcher's dry run first.",
  find: (facts) =>
    prose.flatMap((field) => {
      const said = sentencesIn(facts.fields[field] ?? "");
      return foundIn(
        facts,
        field,
        said.some((each) => OLD_APPROVAL.test(each) && !NEGATION.test(each)),
      );
    }),
};

const DISPATCH = "approved-action-dispatcher/dispatch";
const dispatchesIn = (facts: Facts, field: Field) => facts.uses(field).filter(({ program }) => program === DISPATCH);

const priorApproval: Rule = {
  id: "prior-approval-inspected",
  severity: "blocker",
  fix: "Say in Immediate Next Step to inspect `list-approved-actions.sh`, then to run `dispatch.sh --dry-run --once --question-id <id>`.",
  find: (facts) => {
    const inspects = tellingFields.some((field) =>
      facts.uses(field).some(({ program }) => program === "list-approved-actions"),
    );
    const tries = tellingFields
      .flatMap((field) => dispatchesIn(facts, field))
      .some(
        (use) =>
          use.args.includes("--dry-run") && use.args.includes("--once") && Boolean(optionOf(use, "--question-id")),
      );
    return foundIn(facts, "immediate_next_step", facts.context.prior_approval === "valid" && !(inspects && tries));
  },
};

const dispatchDryRun: Rule = {
  id: "dispatcher-dry-run-only",
  severity: "blocker",
  fix: "Give the dispatcher's dry run, `--dry-run --once --question-id <id>`; the dispatcher itself executes.",
  find: (facts) =>
    tellingFields.flatMap((field) =>
      foundIn(
        facts,
        field,
        dispatchesIn(facts, field).some(({ args }) => !args.includes("--dry-run")),
      ),
    ),
};

const staleApproval: Rule = {
  id: "stale-approval-asks-again",
  severity: "blocker",
  fix: "Ask again with `ai/tools/operator-questions/ask.sh`.",
  find: (facts) => {
    const asks = tellingFields.some((field) =>
      facts.uses(field).some(({ program }) => program === "operator-questions/ask"),
    );
    return foundIn(facts, "immediate_next_step", facts.context.prior_approval === "stale" && !asks);
  },
};

const codexWakes = (sentence: string): boolean =>
  /\bcodex\b/i.test(sentence) && /\b(?:wake|wakes|wakeup|wakeups|wake-up|resume|resumes|resumed)\b/i.test(sentence);

const noWake: Rule = {
  id: "no-codex-wake",
  severity: "blocker",
  fix: "Leave the execution of approved actions to the dispatcher.",
  find: (facts) =>
    prose.flatMap((field) => {
      const said = sentencesIn(facts.fields[field] ?? "");
      return foundIn(
        facts,
        field,
        said.some((each) => codexWakes(each) && !NEGATION.test(each)),
      );
    }),
};

const QUESTION = /\b(?:ask|asks|question for|question to|put (?:it|this) to) the (?:operator|human|user)\b/i;

const questionsThroughAsk: Rule = {
  id: "questions-go-through-ask",
  severity: "blocker",
  fix: "Name `ai/tools/operator-questions/ask.sh` as the way the question is asked.",
  find: (facts) => {
    const asking = prose.filter((field) => QUESTION.test(facts.fields[field] ?? ""));
    const isUnnamed = asking.length > 0 && !wholeText(facts).includes("operator-questions/ask.sh");
    return asking.slice(0, 1).flatMap((field) => foundIn(facts, field, isUnnamed));
  },
};

const noCheckpoint: Rule = {
  id: "no-ad-hoc-checkpoint",
  severity: "blocker",
  fix: "Ask with `ai/tools/operator-questions/ask.sh`.",
  find: (facts) =>
    tellingFields.flatMap((field) =>
      foundIn(
        facts,
        field,
        facts.uses(field).some(({ program }) => program === "create-checkpoint"),
      ),
    ),
};

/** How what was approved is executed, and how humans are asked. */
export const executionRules: Family = [
  approvalNotReused,
  priorApproval,
  staleApproval,
  dispatchDryRun,
  noWake,
  noCheckpoint,
  questionsThroughAsk,
];
