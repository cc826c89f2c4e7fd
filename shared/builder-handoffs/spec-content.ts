import { type Finding, findingsBy } from "./finding.ts";
import { isPlaceholder } from "./evidence.ts";
import { fieldsOf, type Section } from "./section.ts";
import type { SpecSection } from "./spec-section.ts";
import { specRules } from "./spec-rules.ts";

type In = Section<SpecSection>;
const find = findingsBy(specRules);

/** What a section that is there must hold, as its clause of the standard says. */
export const contentRules: Partial<Record<SpecSection, (section: In) => Finding[]>> = {
  Mission: (section) =>
    holds(section, /\bPKG-[A-Z0-9]/) ? [] : [missing("spec.mission.package", section, "Name the package: PKG-…")],
  "Implementation Steps": (section) =>
    section.lines.some(({ marker }) => marker && /^\d/.test(marker)) || holds(section, /^step \d/i)
      ? []
      : [missing("spec.steps.numbering", section, "Number the steps, from 1.")],
  "Package Plan": (section) => [...planFields(section), ...planPlanes(section)],
  "Existing Code to Reference": (section) => tableIn(section, "spec.reference.table", "What, Where, Why"),
  "End-to-End Verification": (section) =>
    section.hasCode || holds(section, /\b(?:python3?|pytest|npm|npx|node|make|bash|sh|\$)\s/)
      ? []
      : [missing("spec.verification.commands", section, "Write the exact commands, in a code fence.")],
  "Files Summary": (section) => tableIn(section, "spec.files.table", "File, Location, Action"),
};

const holds = ({ lines }: In, pattern: RegExp): boolean => lines.some(({ text }) => pattern.test(text));

const missing = (rule: keyof typeof specRules, { line, name }: In, fix: string): Finding =>
  find(rule, { line, found: `Not in "${name}"`, fix });

const tableIn = (section: In, rule: keyof typeof specRules, columns: string): Finding[] =>
  section.lines.some(({ cells }) => cells?.length === 0)
    ? []
    : [missing(rule, section, `Write a table with the columns ${columns}.`)];

/** Packages that it depends on are not its own. */
const PLAN = {
  "the package ID": /^(?!depend)(?:.{0,400}\bPKG-|package[ _]?id\b)/i,
  layer: /\blayer\b/i,
  spec_id: /\bspec[_ ]id\b/i,
  framework_id: /\bframework[_ ]id\b/i,
  plane_id: /\bplane[_ ]id\b/i,
  "the assets list": /\bassets?\b/i,
  dependencies: /\bdependenc(?:y|ies)\b/i,
};

const planFields = (section: In): Finding[] =>
  Object.entries(PLAN)
    .filter(([, pattern]) => !section.within.some(({ text }) => pattern.test(text)))
    .map(([field]) =>
      find("spec.plan.field", { line: section.line, found: `The plan does not name ${field}`, fix: `Write ${field}.` }),
    );

/** HOT and HO3 are one tier; the others are a future capability. */
const planPlanes = ({ lines }: In): Finding[] =>
  planesIn(lines)
    .filter(({ plane }) => !/^(?:hot|ho3)$/i.test(plane))
    .map(({ plane, line }) =>
      find("spec.plan.plane", { line, found: `plane_id: ${plane}`, fix: 'Write plane_id: "hot".' }),
    );

/** Planes are written in a table, or anywhere on a line. */
const planesIn = (lines: In["lines"]): { plane: string; line: number }[] => {
  const rows = fieldsOf(lines.filter(({ cells }) => cells)).filter(({ label }) => label === "plane id");
  const said = lines.flatMap(({ text, line, cells }) => {
    const [, plane] = /\bplane[_ ]id\b["\s]{0,3}[:=]\s?["']?([A-Za-z0-9_-]{1,40})/i.exec(cells ? "" : text) ?? [];
    return plane === undefined ? [] : [{ plane, line }];
  });
  return [...rows.map(({ value, line }) => ({ plane: value.replaceAll(/["']/g, ""), line })), ...said];
};

/** Lines that wait to be filled in, in a section that says something besides. */
export const placeholders = (section: In): Finding[] =>
  section.lines
    .filter(({ text, cells }) => (cells ? cells.some((cell) => cell !== "" && isPlaceholder(cell)) : isUnfilled(text)))
    .map(({ line, text }) =>
      find("spec.placeholder", { line, found: text, fix: `Fill this in, or leave the line out of "${section.name}".` }),
    );

const isUnfilled = (text: string): boolean =>
  isPlaceholder(text) || /\b(?:TBD|TODO)\b/.test(text) || isPlaceholder(/^[^:]{1,80}:\s(.*)$/.exec(text)?.[1] ?? "-");
