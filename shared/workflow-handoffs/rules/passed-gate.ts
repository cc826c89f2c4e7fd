import { type Field, isCommandField } from "../block.ts";
import type { Facts } from "../facts.ts";
import { foundIn, type Rule } from "../finding.ts";
import { type Invocation, invocationsTold } from "../invocation.ts";

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

/** Whether this is a gate that has passed already, where human review comes next. */
export const isPassedGate = (facts: Facts, use: Invocation): boolean =>
  facts.outcome === "passed" &&
  (facts.approval === "yes" || facts.context.human_review_required === true) &&
  isGateChecked(facts, use);

export const passedGateRepeated: Rule = {
  id: "passed-gate-not-repeated",
  fix: "Name the human review as the next step. The gate has passed; it is evidence.",
  find: (facts) =>
    repeatable.flatMap((field) =>
      foundIn(
        facts,
        field,
        runIn(facts, field).some((use) => isPassedGate(facts, use)),
      ),
    ),
};
