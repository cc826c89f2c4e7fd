import { type Finding, findingsBy } from "./finding.ts";
import { bestOf, isPresent, type Names, type Section } from "./section.ts";
import { specRules } from "./spec-rules.ts";

/** The ten sections, in the order of the standard, by the words of their headings. */
export const specSections = {
  Mission: /^mission\b/,
  "Critical Constraints": /^(?:critical )?constraints\b/,
  "Architecture / Design": /^(?:architecture\b|design$|system design\b)/,
  "Implementation Steps": /^implementation(?: steps| plan|$)/,
  "Package Plan": /^package plan\b/,
  "Test Plan": /^test plan\b/,
  "Existing Code to Reference": /^existing code\b/,
  "End-to-End Verification": /^(?:end to end|e2e) verification\b/,
  "Files Summary": /^files? summary\b/,
  "Design Principles": /^design principles\b/,
} as const satisfies Names<string>;
/** Headings of parts that are often no deeper than the section's own, or have the words of another one. */
export const specParts: Partial<Names<SpecSection>> = {
  "Critical Constraints": specSections["End-to-End Verification"],
  "Test Plan": /\btests?\b/,
};
export type SpecSection = keyof typeof specSections;
export const specSectionNames = Object.keys(specSections) as SpecSection[];

const find = findingsBy(specRules);

/** Sections that are missing, empty, out of order, or there twice. */
export const judgeSections = (sections: readonly Section<SpecSection>[]): Finding[] => {
  const best = bestOf(sections);
  return [
    ...specSectionNames.flatMap((name) => absence(name, best.get(name))),
    ...misplaced([...best.values()]),
    ...twice(sections),
  ];
};

/** There may be no code to refer to; of all else there is something to say. */
export const saysSomething = (section: Section<SpecSection>): boolean =>
  isPresent(section, { mayBeNone: section.name === "Existing Code to Reference" });

const absence = (name: SpecSection, section: Section<SpecSection> | undefined): Finding[] => {
  const number = specSectionNames.indexOf(name) + 1;
  if (!section)
    return [
      find("spec.section.missing", { found: `No section "${name}"`, fix: `Write section ${number}, "${name}".` }),
    ];
  if (saysSomething(section)) return [];
  const found = section.hasCode ? `"${name}" has only code` : `"${name}" says nothing`;
  return [
    find("spec.section.empty", { line: section.line, found, fix: `Write "${name}" in words, outside code blocks.` }),
  ];
};

/** The fewest sections that would have to move. */
const misplaced = (sections: readonly Section<SpecSection>[]): Finding[] => {
  const inDocument = [...sections].sort((a, b) => a.line - b.line);
  const places = inDocument.map(({ name }) => specSectionNames.indexOf(name));
  const kept = longestRise(places);
  return inDocument.flatMap(({ name, line }, at) => {
    const place = places[at] ?? 0;
    if (kept.has(place)) return [];
    const before = specSectionNames[place - 1];
    const fix = before ? `Move it to its place, after "${before}".` : "Move it to the beginning.";
    return [find("spec.section.order", { line, found: `"${name}" is not in its place`, fix })];
  });
};

/** The members of a longest rising subsequence. */
const longestRise = (places: readonly number[]): Set<number> => {
  const ending: number[][] = [];
  for (const place of places) {
    const before = ending.filter((rise) => (rise.at(-1) ?? 0) < place);
    const longest = before.reduce<number[]>((best, rise) => (rise.length > best.length ? rise : best), []);
    ending.push([...longest, place]);
  }
  return new Set(ending.reduce<number[]>((best, rise) => (rise.length > best.length ? rise : best), []));
};

const twice = (sections: readonly Section<SpecSection>[]): Finding[] =>
  sections
    .filter(({ name }, at) => sections.findIndex((each) => each.name === name) < at)
    .map(({ name, line }) =>
      find("spec.section.duplicate", {
        line,
        found: `"${name}" again`,
        fix: `Put all of "${name}" under one heading.`,
      }),
    );
