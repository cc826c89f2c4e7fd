import { constraints, type ConstraintRule } from "./constraint-wording.ts";
import { findingsBy, type Finding } from "./finding.ts";
import { withoutStruck } from "./markdown.ts";
import { isWaived, saidIn } from "./polarity.ts";
import type { Section } from "./section.ts";
import { specRules } from "./spec-rules.ts";

const all = Object.keys(constraints) as ConstraintRule[];

const find = findingsBy(specRules);

/**
 * Which of the ten are missing, and which are said with a meaning of their own. One item of the list is one constraint: what it says of
 * another does not count for that.
 * @param others the lines of the other sections: they may not call a constraint off either
 */
export const judgeConstraints = ({ within, line }: Section<string>, others: Section<string>["lines"]): Finding[] => {
  const items = itemsOf(within);
  const begun = new Map(items.map((item) => [item, all.find((rule) => constraints[rule].begins.test(item.text))]));
  const told = new Map<ConstraintRule, Item>();
  const isSaid = (rule: ConstraintRule, { text }: Item) => constraints[rule].says.test(text);
  for (const [item, rule] of begun) if (rule && isSaid(rule, item)) told.set(rule, item);
  for (const [item, rule] of begun) {
    const said = rule ?? all.find((each) => !told.has(each) && constraints[each].topic.test(item.text));
    if (said && isSaid(said, item)) told.set(said, item);
  }
  const taken = items.filter(({ text, struck }) => isTakenBack(text) || (struck && ruleOf(text) !== undefined));
  const takenFrom = new Set(taken.map(({ text }) => ruleOf(text)));
  return [
    ...all
      .filter((rule) => !told.has(rule) && !takenFrom.has(rule))
      .map((rule) => {
        const [item] = [...begun].find(([, each]) => each === rule) ?? [];
        const found = item ? `It does not say the constraint: ${item.text}` : "This constraint is missing";
        return find(rule, { line: item?.line ?? line, found, fix: `Add it, word for word: ${specRules[rule].says}` });
      }),
    ...[...taken, ...others.filter(({ text }) => CALLS.test(text) && isWaived(text))].map((item) =>
      find("spec.constraints.contradicted", {
        line: item.line,
        found: item.text,
        fix: "These rules are non-negotiable: say this one as the standard does, without an exception.",
      }),
    ),
    ...numbering(within, line),
  ];
};

/** The constraint that an item is about, in whatever words. */
const ruleOf = (item: string): ConstraintRule | undefined =>
  all.find((rule) => constraints[rule].begins.test(item)) ?? all.find((rule) => constraints[rule].topic.test(item));

/** A constraint by its number, or the ten as such. */
const CALLS = /\bconstraints? (?:#|no\.? ?)?\d|\b(?:critical|non-negotiable) constraints?\b/i;
const CALLS_HERE =
  /\b(?:constraints?|rules?) (?:#|no\.? ?)?\d|\b(?:these|those|all|the (?:above|following)) (?:\w+ )?(?:constraints?|rules?|items?)\b|\b(?:constraints?|rules?) (?:above|below)\b|^(?:these|the (?:above|following))\b/i;

/**
 * Whether an item calls its constraint, or those that it names, off, grants what its constraint forbids, or denies what it asks for. Of
 * failures from before it may: "Pre-existing failures … are noted but not blockers".
 */
const isTakenBack = (item: string): boolean => {
  const rule = ruleOf(item);
  const text = item
    .split(/(?<=[.!?;])\s+/)
    .filter((sentence) => !/\bpre-?existing\b/i.test(sentence))
    .join(" ");
  if (rule || CALLS_HERE.test(item)) if (isWaived(text)) return true;
  if (!rule) return false;
  const said = saidIn(text);
  const { asks, forbids } = constraints[rule];
  return (
    forbids.some((act) => said.some(({ phrase, denied }) => !denied && act.test(phrase))) ||
    asks.some((act) => {
      const mentions = said.filter(({ phrase }) => act.test(phrase));
      const [first] = mentions;
      // "No baseline snapshot." denies by its title, whatever follows.
      return first?.denied === true && (/^no\b/i.test(text) || mentions.every(({ denied }) => denied));
    })
  );
};

type Item = { text: string; line: number; struck: boolean };

/** The items of a list, or the headings in place of it, each with the lines that continue it; what stands before the first is one too. */
const itemsOf = (lines: Section<string>["lines"]): Item[] => {
  const items: Item[] = [];
  for (const { kind, text, marker, cells, line, struck } of lines) {
    const last = items.at(-1);
    const said = cells?.join(" ") ?? text.replace(/^\d{1,3}[.)]\s+/, "");
    if (kind === "heading" || marker || cells || !last) items.push({ text: said.slice(0, MOST_READ), line, struck });
    else {
      if (last.text.length < MOST_READ) last.text = `${last.text} ${text}`.slice(0, MOST_READ);
      last.struck ||= struck;
    }
  }
  return items
    .map(({ text, line, struck }) => {
      const left = withoutStruck(text);
      return { text: left.trim(), line, struck: struck || left !== text };
    })
    .filter(({ text }) => text !== "");
};

const MOST_READ = 2_000;

const numbering = (lines: Section<string>["lines"], line: number): Finding[] =>
  lines.some(({ kind, marker, text }) => /^\d/.test(marker ?? (kind === "heading" ? text : "")))
    ? []
    : [
        find("spec.constraints.numbering", {
          line,
          found: "The constraints have no numbers",
          fix: "Number them, from 1.",
        }),
      ];
