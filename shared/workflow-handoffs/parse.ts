import { type Block, canonicalValue, type Field, fieldNames, labels } from "./block.ts";
import { headingOf, indentOf, isFence, isListItem, isRule, outdented, unwrapped } from "./markdown.ts";
import { quotesApart } from "./quote.ts";

/** A block as a text holds it: its fields, those that it has twice (the first counts), and labels that no block has. */
export type Reading = { fields: Block; repeated: Field[]; unknown: string[] };

export const readingOf = (fields: Block): Reading => ({ fields, repeated: [], unknown: [] });

/** A block under its heading, or in the fence that it is shown in; others are read where a text has no such block. */
type Begun = { reading: Reading; isHeaded: boolean; isFenced: boolean };

/**
 * Every block of a Markdown text, leniently: any heading, bullet or emphasis, any order, wrapped lines, CRLF, the older
 * fields, in a quote. A text without the heading is a block if it has fields; beside a handoff, what looks like a field is none. It
 * takes time in proportion to the text.
 */
export const parseBlocks = (markdown: string): Reading[] => {
  const lines = markdown.replaceAll(/\r\n?/g, "\n").split("\n");
  const headed = quotesApart(lines, isHandoff)
    .flatMap(blocksIn)
    .filter(({ isHeaded }) => isHeaded);
  const blocks =
    headed.length > 0 ? headed : quotesApart(lines, (line) => fieldIn(line) !== undefined).flatMap(blocksIn);
  return blocks.map(({ reading }) => reading);
};

const blocksIn = (lines: readonly string[]): Begun[] => {
  const blocks: Begun[] = [];
  let [block, open, isFenced]: [Begun | undefined, OpenField | undefined, boolean] = [undefined, undefined, false];
  const begin = (isHeaded: boolean): Begun => {
    const begun = { reading: readingOf({}), isHeaded, isFenced };
    blocks.push(begun);
    return begun;
  };
  for (const line of lines) {
    if (open && goesOn(open, line)) continue;
    const field = fieldIn(line);
    if (!field && open && isLazy(open, line)) {
      open.lines.push(line.trim());
      continue;
    }
    if (block && open) close(block.reading, open);
    open = undefined;
    if (isFence(line)) isFenced = !isFenced;
    if (field) {
      block ??= begin(false);
      open = { ...field, blanks: 0 };
    } else if (isHeading(line)) block = isHandoff(line) ? begin(true) : undefined;
    else if (isFence(line) && block?.isFenced === true) block = undefined;
    else if (block) noteUnknown(block.reading, line);
  }
  if (block && open) close(block.reading, open);
  return blocks;
};

type OpenField = { field: Field; lines: string[]; indent: number; blanks: number };

/** Blank lines, and lines that stand further in than the field's bullet, belong to the field. */
const goesOn = (open: OpenField, line: string): boolean => {
  if (line.trim() === "") {
    open.blanks += 1;
    return true;
  }
  if (indentOf(line) < open.indent + 2) return false;
  open.lines.push(...Array<string>(open.blanks).fill(""), outdented(line, open.indent + 2));
  open.blanks = 0;
  return true;
};

/** A line that goes on with a field without standing further in, as Markdown allows after no blank line. */
const isLazy = (open: OpenField, line: string): boolean =>
  open.blanks === 0 && !isHeading(line) && !isFence(line) && !isRule(line) && labelIn(line) === undefined;

const close = (block: Reading, { field, lines }: OpenField): void => {
  if (block.fields[field] !== undefined) block.repeated.push(field);
  else block.fields[field] = canonicalValue(unwrapped(lines));
};

const isHeading = (line: string): boolean => headingOf(line) !== undefined && !line.includes(":**");

const isHandoff = (line: string): boolean => /\bhandoff\b/i.test(headingOf(line) ?? "");

/** Case, emphasis and dashes do not tell labels apart. */
const spelled = (label: string): string =>
  label
    .replaceAll(/[*_`-]/g, " ")
    .split(/\s+/)
    .filter(Boolean)
    .join(" ")
    .toLowerCase();

const wireNames = new Map(fieldNames.map((field) => [spelled(labels[field]), field]));

const MAX_LABEL = 60;

const withoutBullet = (line: string): string => (isListItem(line) ? line.trimStart().replace(/^\S+[ \t]+/, "") : line);

const fieldIn = (line: string): Omit<OpenField, "blanks"> | undefined => {
  const text = withoutBullet(line).trimStart();
  const colon = text.slice(0, MAX_LABEL).indexOf(":");
  const field = colon < 0 ? undefined : wireNames.get(spelled(text.slice(0, colon)));
  if (!field) return undefined;
  return { field, lines: [withoutEmphasis(text, colon)], indent: indentOf(line) };
};

/** The text after the label: `**Result:** passed` closes after the colon what it opened before. */
const withoutEmphasis = (text: string, colon: number): string => {
  const value = text.slice(colon + 1).trimStart();
  const [mark = ""] = /^[*_`]+/.exec(text) ?? [];
  const isOpen = mark !== "" && !text.slice(mark.length, colon).includes(mark);
  return isOpen && value.startsWith(mark) ? value.slice(mark.length).trimStart() : value;
};

/** What looks like a label of a field: a few words with capitals before a colon, in a bullet. */
const labelIn = (line: string): string | undefined => {
  if (!isListItem(line)) return undefined;
  const [label, ...rest] = withoutBullet(line).slice(0, MAX_LABEL).split(":");
  const plain = (label ?? "").replaceAll(/[*_`]/g, "").trim();
  return rest.length > 0 && /^[A-Z][\w-]*(?: [A-Z][\w-]*){0,5}$/.test(plain) ? plain : undefined;
};

const noteUnknown = (block: Reading, line: string): void => {
  const label = labelIn(line);
  if (label !== undefined) block.unknown.push(label);
};
