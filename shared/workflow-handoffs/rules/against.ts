import type { Field } from "../block.ts";
import type { Facts } from "../facts.ts";
import { foundIn, type Rule } from "../finding.ts";
import type { Invocation } from "../invocation.ts";
import { tells } from "../prose.ts";

type Choice = Omit<Rule, "find" | "severity">;

/** A rule about the programs that fields have somebody run. */
export const againstUse = (
  choice: Choice,
  fields: readonly Field[],
  isBroken: (use: Invocation, facts: Facts, field: Field) => boolean,
): Rule => ({
  ...choice,
  find: (facts) =>
    fields.flatMap((field) =>
      foundIn(
        facts,
        field,
        facts.uses(field).some((use) => isBroken(use, facts, field)),
      ),
    ),
});

/** A rule about what fields tell in prose. */
export const againstWords = (
  choice: Choice,
  fields: readonly Field[],
  words: RegExp,
  isDue: (facts: Facts) => boolean = () => true,
): Rule => ({
  ...choice,
  find: (facts) =>
    isDue(facts) ? fields.flatMap((field) => foundIn(facts, field, tells(facts.fields[field] ?? "", words))) : [],
});
