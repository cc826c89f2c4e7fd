import * as z from "zod/mini";
import { ChecklistItem, checklistItems, type Evidence } from "./checklist.ts";
import { excerpt } from "./finding.ts";
import { type Line, linesOf } from "./markdown.ts";
import { requiredSections, resultsParts, resultsSections, saysSomething } from "./results-section.ts";
import { bestOf, sectionsOf } from "./section.ts";
import { specParts, specSections } from "./spec-section.ts";
import { DocumentKind, type Submission } from "./submission.ts";

/** What stands on a line of a document. */
const Passage = z.object({ kind: DocumentKind, line: z.int(), text: z.string() });
type Passage = z.infer<typeof Passage>;

/** An item as it is answered: one that passes shows where in the documents it does. A review seals none of it. */
export const ShownItem = z.extend(ChecklistItem, { evidence: z.array(Passage) });
export type ShownItem = z.infer<typeof ShownItem>;

const MOST_PASSAGES = 4;
const TELLING = /\d|\bnone\b|\bpass/i;

/** What the items that pass rest on: the title, the headings, or what a section says in figures. */
export const withEvidence = (items: readonly ChecklistItem[], { spec, results }: Evidence): ShownItem[] => {
  const ofResults = results && passagesOf(results);
  const ofSpec = headingsOf(spec);
  return items.map((item) => ({
    ...item,
    evidence: item.passed ? (item.item === "spec" ? ofSpec : (ofResults?.(item.item) ?? [])) : [],
  }));
};

const headingsOf = ({ document, kind }: Submission): Passage[] =>
  [...bestOf(sectionsOf(linesOf(document), specSections, specParts)).values()].map(({ line, title: text }) =>
    passage(kind, { line, text }),
  );

const passagesOf = ({ document, kind }: Submission) => {
  const lines = linesOf(document);
  const best = bestOf(sectionsOf(lines, resultsSections, resultsParts).filter(saysSomething));
  const title = lines.find((line) => line.kind === "heading");
  return (item: string): Passage[] => {
    if (item === "required_sections")
      return requiredSections.flatMap((name) => {
        const section = best.get(name);
        return section ? [passage(kind, { line: section.line, text: section.title })] : [];
      });
    const { needs } = checklistItems[item] ?? {};
    const said = needs ? (best.get(needs)?.lines ?? []).filter(isTelling) : title ? [title] : [];
    return said.slice(0, MOST_PASSAGES).map((line) => passage(kind, line));
  };
};

const isTelling = ({ text, cells }: Line): boolean => TELLING.test(cells?.join(" ") ?? text);

const passage = (
  kind: Passage["kind"],
  { line, text, cells }: Pick<Line, "line" | "text"> & Partial<Line>,
): Passage => ({
  ...{ kind, line },
  text: excerpt(cells?.join(" · ") ?? text),
});
