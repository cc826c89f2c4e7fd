import { bare } from "../facts.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { knownStates, NOT_APPLICABLE } from "../state.ts";

const stateForm: Rule = {
  id: "canonical-state-form",
  fix: `Write one state name in lower case with underscores: ${knownStates.join(", ")}.`,
  find: (facts) =>
    foundIn(facts, "canonical_state", facts.state !== "" && !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(facts.state)),
};

const stateUnknown: Rule = {
  id: "canonical-state-unknown",
  severity: "warning",
  fix: `Check the name. The states known here are ${knownStates.join(", ")}; for another, no command is judged.`,
  find: (facts) => foundIn(facts, "canonical_state", facts.state !== "" && !knownStates.includes(facts.state)),
};

const intakeOnly: Rule = {
  id: "not-applicable-for-intake-only",
  fix: "Name the lifecycle state. What has a chunk, a readiness gate or a transition is no pure intake text.",
  find: (facts) => {
    const { context, uses } = facts;
    // Where the daemon is there, a raw transition is wrong at any state, and has a rule of its own.
    const movesLifecycle = (["transition_command", "post_approval_command"] as const).some((field) =>
      uses(field).some(({ category }) => category === "daemon" || (category === "transition" && !facts.hasDaemon)),
    );
    const isBeyond =
      context.active_chunk !== undefined || movesLifecycle || usesGate(facts, "--ready-for-qa", "--ready-to-complete");
    const isOthers = context.role !== undefined && !context.role.startsWith("requirements_");
    return foundIn(facts, "canonical_state", facts.state === NOT_APPLICABLE && (isBeyond || isOthers));
  },
};

const usesGate = ({ uses }: Facts, ...flags: string[]): boolean =>
  uses("gate_checked").some(
    ({ program, args }) => program === "workflow-state" && args.some((arg) => flags.includes(arg)),
  );

const isGateName = (words: string): boolean =>
  /(?:^|[/\s])[a-z][a-z-]*-(?:gates?|state|check|review|verification)\b/i.test(words);

const gateNamed: Rule = {
  id: "gate-named",
  fix: "Name the gate that was checked, or write `none`. The next command has fields of its own.",
  find: (facts) => {
    const { gate_checked: value = "" } = facts.fields;
    const uses = facts.uses("gate_checked");
    const isGate =
      uses.length > 0 ? uses.every(({ category }) => category === "gate") : isGateName(value.slice(0, 500));
    const isNone = /^none\b/i.test(bare(value));
    return foundIn(facts, "gate_checked", value !== "" && !isGate && !isNone);
  },
};

const gateOfState = (state: string, flag: string, id: string): Rule => ({
  id,
  fix: `Check the gate \`ai/commands/workflow-state.sh ${flag}\` and name it.`,
  find: (facts) =>
    foundIn(
      facts,
      "gate_checked",
      facts.state === state && Boolean(facts.fields.gate_checked) && !usesGate(facts, flag),
    ),
});

const roleReferences = (role: string, state: string, flag: string): Rule => ({
  id: `${role}-references-gate`,
  fix: `Name \`ai/commands/workflow-state.sh ${flag}\` as the gate, or say when it comes.`,
  find: (facts) => {
    const isCovered = facts.state === state || facts.state === NOT_APPLICABLE;
    const isNamed = Object.values(facts.fields).some((value) => value?.includes(flag));
    const isDue = facts.context.role === role && Boolean(facts.fields.gate_checked);
    return foundIn(facts, "gate_checked", isDue && !isCovered && !isNamed);
  },
});

const acceptanceVerification: Rule = {
  id: "acceptance-verification-current",
  fix: "Report the Acceptance Criteria Verification under Blockers, with a result that is not passed.",
  find: (facts) => {
    if (facts.context.acceptance_verification_current !== false) return [];
    const isReported = facts.hasBlockers && /acceptance/i.test(facts.fields.blockers ?? "");
    return isReported ? foundIn(facts, "result", facts.outcome === "passed") : foundIn(facts, "blockers", true);
  },
};

export const gateRules: Family = [
  stateForm,
  intakeOnly,
  stateUnknown,
  gateNamed,
  gateOfState("ready_for_qa", "--ready-for-qa", "ready-for-qa-gate"),
  gateOfState("ready_to_complete", "--ready-to-complete", "ready-to-complete-gate"),
  roleReferences("developer", "ready_for_qa", "--ready-for-qa"),
  roleReferences("qa", "ready_to_complete", "--ready-to-complete"),
  acceptanceVerification,
];
