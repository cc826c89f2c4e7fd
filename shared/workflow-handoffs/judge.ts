import type { Context } from "./context.ts";
import { factsOf } from "./facts.ts";
import type { Family, Finding } from "./finding.ts";
import type { Reading } from "./parse.ts";
import { approvalRules } from "./rules/approval.ts";
import { autopilotRules } from "./rules/autopilot.ts";
import { argumentsKnown, categoryRules, commandUnknown } from "./rules/category.ts";
import { daemonRules } from "./rules/daemon.ts";
import { executionRules } from "./rules/execution.ts";
import { forbiddenRules } from "./rules/forbidden.ts";
import { formRules } from "./rules/form.ts";
import { gateRules } from "./rules/gate.ts";
import { nextStepRules } from "./rules/next-step.ts";
import { outcomeRules } from "./rules/outcome.ts";
import { passedGateRepeated } from "./rules/passed-gate.ts";
import { safetyRules } from "./rules/safety.ts";
import { scopeRules } from "./rules/scope.ts";
import { stateCommandRules } from "./rules/state-command.ts";
import { summaryIsNoTransition } from "./rules/summary.ts";
import { unregisteredRules } from "./rules/unregistered.ts";

/** Every rule of the contract, by family. docs/workflow-rules.md lists them. */
export const families: readonly Family[] = [
  [...formRules, ...outcomeRules],
  gateRules,
  [...nextStepRules, passedGateRepeated, ...scopeRules],
  [
    summaryIsNoTransition,
    ...forbiddenRules,
    ...categoryRules,
    ...stateCommandRules,
    ...unregisteredRules,
    ...daemonRules,
    argumentsKnown,
    commandUnknown,
  ],
  [...approvalRules, ...executionRules],
  autopilotRules,
  safetyRules,
];

export type Verdict = { verdict: "pass" | "fail"; findings: Finding[] };

/** Holds a block against every rule. A blocker fails it; a warning does not. Same block and context, same findings. */
export const judge = (reading: Reading, context: Context): Verdict => {
  const facts = factsOf(reading, context);
  const findings = families.flatMap((family) => {
    const spokenOf = new Set<string>();
    return family.flatMap(({ id: rule, severity = "blocker", fix, find }) => {
      const found = find(facts).filter(({ field }) => !spokenOf.has(field));
      for (const { field } of found) spokenOf.add(field);
      return found.map(({ field, found: text }) => ({ rule, severity, field, found: text, fix }));
    });
  });
  const blocked = new Set(findings.flatMap(({ severity, field }) => (severity === "blocker" ? [field] : [])));
  return {
    verdict: blocked.size > 0 ? "fail" : "pass",
    // Where a blocker speaks of a field, a warning about it adds nothing.
    findings: findings.filter(({ severity, field }) => severity === "blocker" || !blocked.has(field)),
  };
};
