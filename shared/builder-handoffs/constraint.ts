import { type Finding, findingsBy } from "./finding.ts";
import type { Section } from "./section.ts";
import { specRules } from "./spec-rules.ts";

type ConstraintRule = Extract<keyof typeof specRules, `spec.constraint.${string}`>;

/** The ten non-negotiable constraints: how one begins, and what else tells it where it begins otherwise. */
const constraints: Record<ConstraintRule, { begins: RegExp; says: RegExp }> = {
  "spec.constraint.staging": { begins: /^all work\b/i, says: /_staging\b.*(?:nothing|only|conflated)|conflated/i },
  "spec.constraint.dtt": {
    begins: /^(?:DTT\b|TDD\b|design\s?(?:→|->|,|then)\s?test)/i,
    says: /\b(?:TDD|DTT)\b|failing test/i,
  },
  "spec.constraint.package": { begins: /^package everything\b/i, says: /manifest\.json.*(?:SHA-?256|hash)/i },
  "spec.constraint.verification": {
    begins: /^(?:end-to-end|e2e|end to end)\b/i,
    says: /end-to-end|\be2e\b|full test suite/i,
  },
  "spec.constraint.hardcoding": { begins: /^(?:no |never )hard-?cod/i, says: /hard-?cod|config-driven/i },
  "spec.constraint.replacement": {
    begins: /^no file (?:replacement|overwrit)/i,
    says: /overwrite another package|state-gating/i,
  },
  "spec.constraint.archive": { begins: /^(?:deterministic )?archive/i, says: /deterministic archive|shell tar\b/i },
  "spec.constraint.results": { begins: /^results? file\b/i, says: /_RESULTS\.md/ },
  "spec.constraint.regression": {
    begins: /^(?:full )?regression\b/i,
    says: /all staged package tests|full regression/i,
  },
  "spec.constraint.baseline": { begins: /^baseline\b/i, says: /baseline snapshot/i },
};
const all = Object.keys(constraints) as ConstraintRule[];

const find = findingsBy(specRules);

/** Which of the ten are missing. One item of the list is one constraint: what it says of another does not count for that. */
export const judgeConstraints = ({ lines, line }: Section<string>): Finding[] => {
  const items = itemsOf(lines);
  const begun = new Map(items.map((item) => [item, all.find((rule) => constraints[rule].begins.test(item))]));
  const present = new Set([...begun.values()]);
  for (const [item, rule] of begun) {
    const said = rule ?? all.find((each) => !present.has(each) && constraints[each].says.test(item));
    if (said) present.add(said);
  }
  const taken = items.filter((item) => ruleOf(item) && isTakenBack(item));
  const missing = all.filter((rule) => !present.has(rule));
  return [
    ...missing.map((rule) =>
      find(rule, { line, found: "This constraint is missing", fix: `Add it, word for word: ${specRules[rule].says}` }),
    ),
    ...taken.map((item) =>
      find("spec.constraints.contradicted", {
        line: lines.find(({ text }) => item.startsWith(text))?.line ?? line,
        found: item,
        fix: "These rules are non-negotiable: take the exception out.",
      }),
    ),
    ...numbering(lines, line),
  ];
};

/** The constraint that an item is about, in whatever words. */
const ruleOf = (item: string): ConstraintRule | undefined =>
  all.find((rule) => constraints[rule].begins.test(item)) ?? all.find((rule) => constraints[rule].says.test(item));

/**
 * Whether an item grants what its constraint forbids, or calls it off. Of failures from before it may: "Pre-existing failures …
 * are noted but not blockers".
 */
const isTakenBack = (item: string): boolean =>
  item
    .split(/(?<=[.!?;])\s+/)
    .filter((sentence) => !/\bpre-?existing\b/i.test(sentence))
    .map((sentence) =>
      sentence.replaceAll(
        /\b(?:no|without|never) exceptions?\b|\bnot optional\b|\b(?:is|are) not (?:allowed|permitted|acceptable)\b/gi,
        "",
      ),
    )
    .some((sentence) => EXCEPTIONS.some((pattern) => pattern.test(sentence)));

const EXCEPTIONS = [
  /\b(?:do(?:es)? not|doesn't|don't) apply\b|\bnot (?:required|needed|necessary|mandatory|applicable|binding)\b|\bN\/A\b/i,
  /\boptional\b|\bwaived?\b|\b(?:may|can|could) (?:also )?be (?:skipped|ignored|omitted|overwritten|hardcoded|deferred|left out)\b/i,
  /\b(?:is|are) (?:fine|ok|okay|allowed|permitted|acceptable|tolerated)\b|\b(?:skip|ignore|disregard) (?:this|it)\b/i,
  /\b(?:except|unless|apart from|other than)\b|\bexception:/i,
];

/** The items of a list, each with the lines that continue it; what stands before the first is one too. */
const itemsOf = (lines: Section<string>["lines"]): string[] => {
  const items: string[][] = [];
  for (const { text, marker, cells } of lines) {
    const last = items.at(-1);
    if (marker || cells || !last) items.push([cells?.join(" ") ?? text]);
    else last.push(text);
  }
  return items.map((item) => item.join(" ").slice(0, MOST_READ));
};

const MOST_READ = 2_000;

const numbering = (lines: Section<string>["lines"], line: number): Finding[] =>
  lines.some(({ marker }) => marker && /^\d/.test(marker))
    ? []
    : [
        find("spec.constraints.numbering", {
          line,
          found: "The constraints have no numbers",
          fix: "Number them, from 1.",
        }),
      ];
