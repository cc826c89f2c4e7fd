import { isBlank, isPlaceholder } from "./evidence.ts";
import { type Line, wordsOf } from "./markdown.ts";

/** A part of a document below a heading that the standard knows. */
export type Section<Name extends string> = {
  name: Name;
  line: number;
  /** The words of its heading, as written. */
  title: string;
  /** What is below it outside code, headings left out. */
  lines: Line[];
  /** The same with the headings of its parts. */
  within: Line[];
  hasCode: boolean;
};

/** Patterns for the words of a heading, by the name of their section. */
export type Names<Name extends string> = Readonly<Record<Name, RegExp>>;

/**
 * The known sections in the order of the document, at whatever level and in whatever case their headings are written.
 * A section ends at the next known heading, or at another one that is not deeper than its own and no part of it.
 * @param parts the words of headings that are parts of a section: deeper, whatever section they would name; else where they name none
 */
export const sectionsOf = <Name extends string>(
  lines: readonly Line[],
  names: Names<Name>,
  parts: Partial<Names<Name>> = {},
): Section<Name>[] => {
  const sections: Section<Name>[] = [];
  let open: (Section<Name> & { depth: number }) | undefined;
  for (const line of lines) {
    // A heading further in may have the words of a section, and be a part of the one above it.
    const isFurtherIn = open !== undefined && line.depth > open.depth && isPartOf(open, line, parts[open.name]);
    const name = line.kind === "heading" && !isFurtherIn ? nameOf(line.text, names) : undefined;
    if (name) {
      open = { name, line: line.line, title: line.text, lines: [], within: [], hasCode: false, depth: line.depth };
      sections.push(open);
    } else if (line.kind === "heading") {
      if (open && line.depth <= open.depth && !isPartOf(open, line, parts[open.name])) open = undefined;
      open?.within.push(line);
    } else if (line.kind === "code") {
      if (open) open.hasCode = true;
    } else {
      open?.lines.push(line);
      open?.within.push(line);
    }
  }
  return sections;
};

/** `6.1 Unit tests` is a part of `6. Test Plan` at any level. */
const isPartOf = ({ title }: { title: string }, { text }: Line, words: RegExp | undefined): boolean => {
  const [own, of] = [title, text].map((each) => /^(\d{1,3})(?:\.(\d))?/.exec(each));
  const isNumbered = own !== undefined && of?.[2] !== undefined && own?.[1] === of[1];
  return isNumbered || words?.test(wordsOf(text)) === true;
};

const nameOf = <Name extends string>(title: string, names: Names<Name>): Name | undefined => {
  const words = wordsOf(title);
  return (Object.entries(names) as [Name, RegExp][]).find(([, pattern]) => pattern.test(words))?.[0];
};

/** The first section of each name that says something, else the first: what a reader would take. */
export const bestOf = <Name extends string>(sections: readonly Section<Name>[]): Map<Name, Section<Name>> => {
  const best = new Map<Name, Section<Name>>();
  for (const section of sections) {
    const held = best.get(section.name);
    if (!held || (!isPresent(held) && isPresent(section))) best.set(section.name, section);
  }
  return best;
};

/** Whether something is written in it: text outside code that is more than a place to be filled in, or than `N/A` where there must be some. */
export const isPresent = ({ lines }: Pick<Section<string>, "lines">, { mayBeNone = true } = {}): boolean =>
  lines.some(({ text, cells }) =>
    cells ? cells.some((cell) => cell !== "") : !(mayBeNone ? isPlaceholder(text) : isBlank(text)),
  );

/** A label and what stands behind it: `- Total: 13`, `| Total | 13 |`, `**Status:** PASS`. */
export type Field = { label: string; value: string; line: number };

/** The labelled values of some lines, labels in lower case, rows of tables too. */
export const fieldsOf = (lines: readonly Line[]): Field[] => {
  let head: string[] | undefined;
  return lines.flatMap(({ line, text, cells }, at) => {
    if (!cells) {
      head = undefined;
      const [, label = "", value = ""] = /^([^:]{1,80}):(.*)$/.exec(text) ?? [];
      return label === "" ? [] : [field(label, value, line)];
    }
    if (lines[at + 1]?.cells?.length === 0) {
      head = cells;
      return [];
    }
    const [first = "", second = ""] = cells;
    const isColumn = head !== undefined && (cells.length > 2 || /^\d/.test(first));
    if (isColumn) return cells.map((cell, column) => field(head?.[column] ?? "", cell, line));
    return cells.length === 2 ? [field(first, second, line)] : [];
  });
};

const field = (label: string, value: string, line: number): Field => ({
  label: wordsOf(label),
  value: value.trim(),
  line,
});
