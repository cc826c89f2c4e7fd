import { type Finding, findingsBy } from "./finding.ts";
import { bestOf, isPresent, type Names, type Section } from "./section.ts";
import { resultsRules } from "./results-rules.ts";

/** The sections of the template, by the words of their headings. `Full Regression Test` comes before `Test Results`. */
export const resultsSections = {
  Status: /^status\b/,
  "Files Created": /^(?:new )?files created\b/,
  "Files Modified": /^files (?:modified|changed)\b/,
  "Files Deleted": /^files (?:deleted|removed)\b/,
  "Archives Built": /^archives?(?: built)?\b/,
  "Full Regression Test": /^(?:test results )?(?:full )?(?:staged )?regression\b/,
  "Test Results": /^(?:test results?|tests)\b/,
  "Baseline Snapshot": /^baseline(?: snapshot)?\b/,
  "Clean-Room Verification": /^clean ?room\b/,
  "Issues Encountered": /^issues\b/,
  "Notes for Reviewer": /^notes\b/,
} as const satisfies Names<string>;
export type ResultsSection = keyof typeof resultsSections;

/** Headings of parts that are often no deeper than the section's own. */
export const resultsParts: Partial<Names<ResultsSection>> = { "Clean-Room Verification": /^install(?:ation)? order\b/ };

/** The five of the Reviewer Checklist. The other sections of the template are asked for, and decide nothing. */
export const requiredSections = [
  ...["Files Created", "Test Results", "Full Regression Test", "Baseline Snapshot", "Clean-Room Verification"],
] as readonly ResultsSection[];
const templateSections: readonly ResultsSection[] = [
  ...["Files Modified", "Archives Built", "Issues Encountered", "Notes for Reviewer"],
] as readonly ResultsSection[];

const find = findingsBy(resultsRules);

/** Sections that are missing, say nothing, or are there twice. */
export const judgeSections = (sections: readonly Section<ResultsSection>[]): Finding[] => {
  const best = bestOf(sections);
  return [
    ...requiredSections.flatMap((name) => absence("results.section", name, best.get(name))),
    ...templateSections.flatMap((name) => absence("results.template", name, best.get(name))),
    ...sections
      .filter(({ name }, at) => sections.findIndex((each) => each.name === name) < at)
      .map(({ name, line }) =>
        find("results.section.duplicate", {
          line,
          found: `"${name}" again`,
          fix: `Put all of "${name}" under one heading.`,
        }),
      ),
  ];
};

/** The section's own lines say what is in it; for a section that has nothing, NONE is something. */
const absence = (
  kind: "results.section" | "results.template",
  name: ResultsSection,
  section: Section<ResultsSection> | undefined,
): Finding[] => {
  if (!section)
    return [
      find(`${kind}.missing`, {
        found: `No section "${name}"`,
        fix: `Write the section "${name}" as the template has it.`,
      }),
    ];
  if (saysSomething(section)) return [];
  const [first] = section.lines;
  const found = first
    ? `"${name}" says only: ${first.text}`
    : `"${name}" ${section.hasCode ? "has only code" : "is empty"}`;
  return [
    find(`${kind}.empty`, {
      line: section.line,
      found,
      fix: `Write "${name}" in words, outside code blocks${mayBeNone(name) ? "; NONE if there is none" : ""}.`,
    }),
  ];
};

/** Where there may be none of a thing, NONE says so; tests and installations there are. */
export const saysSomething = (section: Section<ResultsSection>): boolean =>
  isPresent(section, { mayBeNone: mayBeNone(section.name) });

const mayBeNone = (name: ResultsSection): boolean =>
  !["Test Results", "Full Regression Test", "Baseline Snapshot", "Clean-Room Verification"].includes(name);
