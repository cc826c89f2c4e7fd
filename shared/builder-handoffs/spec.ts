import { judgeConstraints } from "./constraint.ts";
import { type Finding, findingsBy, type Judgement, judged } from "./finding.ts";
import { handoffIdsIn, isStandardId } from "./handoff-id.ts";
import { type Line, linesOf } from "./markdown.ts";
import { bestOf, sectionsOf } from "./section.ts";
import { contentRules, placeholders } from "./spec-content.ts";
import { specRules } from "./spec-rules.ts";
import { judgeSections, saysSomething, specParts, type SpecSection, specSections } from "./spec-section.ts";
import { judgeTests, type Plan, planOf } from "./test-plan.ts";

/** What a spec says, as far as it can be read. */
export type Spec = {
  title: string | null;
  handoff_id: string | null;
  /** The first sentence of the Mission. */
  mission: string | null;
  sections: SpecSection[];
  packages: string[];
  plan: Plan;
};

const find = findingsBy(specRules);

/**
 * Judges a spec, `<handoff_id>_BUILDER_HANDOFF.md`: the ten sections in order, the ten constraints, the test counts.
 * @param id of the handoff that it was submitted for
 */
export const judgeSpec = (markdown: string, id?: string): Judgement<Spec> => {
  const lines = linesOf(markdown);
  const sections = sectionsOf(lines, specSections, specParts);
  const best = bestOf(sections);
  const present = [...best.values()].filter(saysSomething);
  const plan = planOf(best.get("Test Plan"), best.get("Files Summary"));
  const others = present.filter(({ name }) => name !== "Critical Constraints").flatMap((each) => each.lines);
  const title = lines.find(({ kind }) => kind === "heading");
  const spec: Spec = {
    title: title?.text ?? null,
    handoff_id: handoffIdsIn(title?.text ?? "")[0] ?? null,
    mission: firstSentence(best.get("Mission")?.lines ?? []),
    sections: present.map(({ name }) => name),
    packages: packagesIn(best.get("Package Plan")?.lines ?? best.get("Mission")?.lines ?? []),
    plan,
  };
  const told = [
    ...judgeId(title, id),
    ...judgeSections(sections),
    ...present.flatMap((section) => contentRules[section.name]?.(section) ?? []),
    ...present.filter(({ name }) => name === "Critical Constraints").flatMap((each) => judgeConstraints(each, others)),
    ...present.filter(({ name }) => name === "Test Plan").flatMap((section) => judgeTests(section, plan)),
  ];
  // A line that is to be filled in may break the rule of its section too: that is told.
  const lineIsTold = new Set(told.map(({ line }) => line));
  return judged(spec, [...told, ...present.flatMap(placeholders).filter(({ line }) => !lineIsTold.has(line))]);
};

const judgeId = (title: Line | undefined, id: string | undefined): Finding[] => {
  const named = handoffIdsIn(title?.text ?? "");
  const [first = id] = named;
  const legacy = first && !isStandardId(first) ? [first] : [];
  return [
    ...legacy.map((found) =>
      find("spec.id.legacy", { line: title?.line, found, fix: "Name new handoffs H-32, H-32A or CLEANUP-5." }),
    ),
    ...(id && named.length > 0 && !named.includes(id)
      ? [
          find("spec.id.mismatch", {
            line: title?.line,
            found: named.join(", "),
            fix: `This was submitted for ${id}. Name it in the title.`,
          }),
        ]
      : []),
  ];
};

const MOST_SENTENCE = 300;

const firstSentence = (lines: readonly Line[]): string | null => {
  const text = lines
    .map((line) => line.text)
    .join(" ")
    .slice(0, 4 * MOST_SENTENCE);
  const [sentence = ""] = /^.*?(?:[.!?](?=\s)|$)/.exec(text) ?? [];
  return sentence === "" ? null : Array.from(sentence).slice(0, MOST_SENTENCE).join("");
};

const packagesIn = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(({ text }) => text.match(/\bPKG-[A-Z0-9-]{1,80}/g) ?? [])),
];
