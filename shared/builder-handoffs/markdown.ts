import { openItems } from "./indentation.ts";

/** One line of a document as a reader sees it: without its list marker, stars and backticks. */
export type Line = {
  line: number;
  /** Code, fenced or set in, is one line, its first. */
  kind: "heading" | "text" | "code";
  text: string;
  /** Of a heading, 1 to 6; 0 of any other line. */
  depth: number;
  /** Of a line of a list: `1.`, `-`. */
  marker: string | undefined;
  /** Whether some of it is struck through, which is left out of its text. */
  struck: boolean;
  /** How far it is set in, in characters. */
  indent: number;
  /** Of a row of a table; the row of dashes below its head has none. */
  cells: string[] | undefined;
};

/**
 * The lines of a Markdown document with something on them; comments are left out. Headings, fences, code that is set in, and
 * comments are those of CommonMark; lines of lists and tables are told by themselves. It is one pass, so that no text makes it
 * slow, and a test holds it equal to a parser.
 */
export const linesOf = (markdown: string): Line[] => {
  const sources = markdown.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const lines: Line[] = [];
  const items = openItems();
  let inParagraph = 0;
  for (let at = 0; at < sources.length; at += 1) {
    const written = sources[at] ?? "";
    const source = written.replace(/^[ \t]+/, "");
    if (inParagraph === 0 && source !== "") items.leave(written);
    const isSetIn = items.isSetIn(written);
    if (isSetIn && inParagraph === 0 && source !== "") {
      const end = endOfSetIn(sources, at, items.isSetIn);
      lines.push(lineOf("code", at + 1, sources.slice(at, end).join("\n")));
      at = end - 1;
      continue;
    }
    const opened = isSetIn ? undefined : openedBy(source, items.isSetIn);
    const last = lines.at(-1);
    const isUnderline = !isSetIn && inParagraph === 1 && last && isHeadingOver(source, last);
    if (isUnderline) lines[lines.length - 1] = heading(last.line, last.text, source.startsWith("=") ? 1 : 2);
    const head = isSetIn || opened || isUnderline ? undefined : headingOn(source, at + 1);
    const line = opened || isUnderline ? undefined : (head ?? textOn(source, at + 1));
    if (line) lines.push({ ...line, indent: written.length - source.length });
    if (opened || head || line?.marker !== undefined) items.leave(written);
    if (!isRule(source)) items.enter(written);
    inParagraph = line?.kind === "text" || (isSetIn && source !== "") ? inParagraph + 1 : 0;
    if (!opened) continue;
    const end = endOf(opened, sources, at);
    const code = sources.slice(at + 1, end).join("\n");
    if (opened.isCode && code.trim() !== "") lines.push(lineOf("code", at + 1, code));
    at = end;
  }
  return lines;
};

/** Where code that is set in ends: blank lines are part of it if more follows. */
const endOfSetIn = (sources: readonly string[], at: number, isSetIn: (line: string) => boolean): number => {
  let end = at + 1;
  for (let next = end; next < sources.length; next += 1) {
    const source = sources[next] ?? "";
    if (/^[ \t]*$/.test(source)) continue;
    if (!isSetIn(source)) break;
    end = next + 1;
  }
  return end;
};

/** A fence or a comment that begins on a line, and how it ends. */
type Opened = { isCode: boolean; endsOn: (source: string) => boolean; endsAtOnce: boolean };

const openedBy = (source: string, isSetIn: (line: string) => boolean): Opened | undefined => {
  if (source.startsWith("<!--"))
    return { isCode: false, endsOn: (each) => each.includes("-->"), endsAtOnce: source.includes("-->", 2) };
  const start = source.replace(MARKER, "");
  const [, fence = "", info = ""] = /^(`{3,}|~{3,})(.*)$/.exec(start) ?? [];
  const mark = fence.charAt(0);
  if (mark === "" || (mark === "`" && info.includes("`"))) return undefined;
  const endsOn = (each: string) => {
    const trimmed = each.trim();
    return !isSetIn(each) && trimmed.length >= fence.length && trimmed === mark.repeat(trimmed.length);
  };
  return { isCode: true, endsOn, endsAtOnce: false };
};

/** The place of the line on which it ends; what is never closed ends with the document. */
const endOf = ({ endsOn, endsAtOnce }: Opened, sources: readonly string[], at: number): number => {
  if (endsAtOnce) return at;
  let end = at + 1;
  while (end < sources.length && !endsOn(sources[end] ?? "")) end += 1;
  return end;
};

/** A single line with a line of `===` or `---` below it is a heading, unless it is an item of a list or a row of a table. */
const isHeadingOver = (source: string, { marker, cells }: Line): boolean =>
  !marker && !cells && /^(?:={3,}|-{3,})[ \t]*$/.test(source);

const MARKS = /^#{1,6}(?=[ \t]|$)/;

const headingOn = (source: string, line: number): Line | undefined => {
  const [marks] = MARKS.exec(source) ?? [];
  return marks === undefined ? undefined : heading(line, titleOn(source), marks.length);
};

/** What a line of a heading says, with its stars and backticks; one that is underlined has no marks of its own. */
export const titleOn = (source: string): string => {
  const [marks] = MARKS.exec(source) ?? [];
  if (marks === undefined) return source;
  const title = source.slice(marks.length).trim();
  let end = title.length;
  while (title[end - 1] === "#") end -= 1;
  const isClosed = end === 0 || /[ \t]/.test(title.charAt(end - 1));
  return isClosed ? title.slice(0, end).trimEnd() : title;
};

const heading = (line: number, title: string, depth: number): Line => ({
  ...lineOf("heading", line, plain(title)),
  depth,
});

const MARKER = /^([-*+•]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[[ xX]\][ \t]+)?/;

const isRule = (source: string): boolean => /^([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(source);

/** A line of text; undefined if it is blank, or a rule across the page. */
const textOn = (source: string, line: number): Line | undefined => {
  if (isRule(source)) return undefined;
  const quoted = source.replace(/^[\s>]+/, "").trimEnd();
  const [beginning = "", marker] = MARKER.exec(quoted) ?? [];
  const text = plain(quoted.slice(beginning.length));
  const cells = cellsOf(quoted);
  if (text === "" && !cells) return undefined;
  return { ...lineOf("text", line, text), marker, cells, struck: withoutStruck(quoted) !== quoted };
};

const lineOf = (kind: Line["kind"], line: number, text: string): Line => ({
  ...{ line, kind, text, depth: 0 },
  ...{ marker: undefined, struck: false, indent: 0, cells: undefined },
});

const cellsOf = (text: string): string[] | undefined => {
  if (!text.startsWith("|")) return undefined;
  if (/^[|\s:-]+$/.test(text)) return [];
  return text.slice(1).replace(/\|$/, "").split("|").map(plain);
};

const plain = (text: string): string => withoutStruck(text).replaceAll(/[*`]+/g, "").trim();

/** What is struck through is not said any more. */
export const withoutStruck = (text: string): string => {
  if (!STRIKES.test(text)) return text;
  const parts = text.replaceAll(/<(?:del|s|strike)>[^<]*<\/(?:del|s|strike)>/gi, "").split("~~");
  const isOpen = parts.length % 2 === 0;
  const end = isOpen ? `~~${parts.pop() ?? ""}` : "";
  return parts.filter((_, at) => at % 2 === 0).join("") + end;
};

const STRIKES = /~~|<(?:del|s|strike)>/i;

/** The words of a heading or label alone: `### 3. Architecture / Design` and `ARCHITECTURE & DESIGN` have the same. */
export const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:\d+ )+/, "");
