import { fromMarkdown, type Options } from "mdast-util-from-markdown";

type Extension = NonNullable<Options["extensions"]>[number];
type Node = ReturnType<typeof fromMarkdown>["children"][number];
type Heading = Extract<Node, { type: "heading" }>;

/** One line of a document as a reader sees it: without its list marker, stars and backticks. */
export type Line = {
  line: number;
  kind: "heading" | "text" | "code";
  text: string;
  /** Of a heading, 1 to 6; 0 of any other line. */
  depth: number;
  /** Of a line of a list: `1.`, `-`. */
  marker: string | undefined;
  /** Of a row of a table; the row of dashes below its head has none. */
  cells: string[] | undefined;
};

/**
 * Only blocks are parsed, and none is inside another: lines within lists and tables are told apart by themselves. It reads
 * what these documents hold, and no text makes it slow, as nested lists, tables and underlined headings do.
 */
const flat: Extension = {
  disable: {
    null: [
      ...["attention", "autolink", "characterEscape", "characterReference", "codeText", "hardBreakEscape", "htmlText"],
      ...["labelEnd", "labelStartImage", "labelStartLink", "blockQuote", "codeIndented", "definition", "list"],
      "setextUnderline",
    ],
  },
};

/** The lines of a Markdown document with something on them; comments and other HTML are left out. */
export const linesOf = (markdown: string): Line[] => {
  const { children } = fromMarkdown(markdown, { extensions: [flat] });
  return children.flatMap((node, at) => linesIn(markdown, node, children[at + 1]));
};

const linesIn = (markdown: string, node: Node, next: Node | undefined): Line[] => {
  const { start, end } = node.position ?? {};
  if (!start || !end) return [];
  const source = markdown.slice(start.offset, end.offset).split(/\r\n|\r|\n/);
  if (node.type === "heading") return [heading(start.line, textIn(node), node.depth)];
  if (node.type === "code")
    return node.value.trim() === "" ? [] : [{ ...lineAt(start.line, node.value), kind: "code" }];
  if (node.type !== "paragraph") return [];
  const lines = source.map((text, at) => lineAt(start.line + at, text));
  const rule = next?.type === "thematicBreak" && next.position?.start.line === end.line + 1 ? next : undefined;
  const isUnderlined = rule !== undefined && markdown[rule.position?.start.offset ?? 0] === "-";
  return underlined(lines, isUnderlined) ?? lines.filter(({ text, cells }) => text !== "" || cells);
};

/** A single line with a line of `===` or `---` below it is a heading, unless it is an item of a list or a row of a table. */
const underlined = (lines: readonly Line[], isUnderlined: boolean): Line[] | undefined => {
  const [first, second, ...others] = lines;
  if (!first || first.marker || first.cells || others.length > 0) return undefined;
  if (second) return /^={3,}$/.test(second.text) ? [heading(first.line, first.text, 1)] : undefined;
  return isUnderlined ? [heading(first.line, first.text, 2)] : undefined;
};

const textIn = ({ children }: Heading): string =>
  children.map((child) => ("value" in child ? child.value : "")).join("");

const heading = (line: number, text: string, depth: number): Line => ({
  ...{ line, kind: "heading", text: plain(text), depth },
  ...{ marker: undefined, cells: undefined },
});

const lineAt = (line: number, source: string): Line => {
  const trimmed = source.replace(/^[\s>]+/, "").trimEnd();
  const [whole = "", marker] = /^([-*+•]|\d{1,9}[.)])(?:\s+|$)(?:\[[ xX]\]\s+)?/.exec(trimmed) ?? [];
  const text = plain(trimmed.slice(whole.length));
  return { line, kind: "text", text, depth: 0, marker, cells: cellsOf(trimmed) };
};

const cellsOf = (text: string): string[] | undefined => {
  if (!text.startsWith("|")) return undefined;
  if (/^[|\s:-]+$/.test(text)) return [];
  return text.slice(1).replace(/\|$/, "").split("|").map(plain);
};

const plain = (text: string): string => text.replaceAll(/[*`]+/g, "").trim();

/** The words of a heading or label alone: `### 3. Architecture / Design` and `ARCHITECTURE & DESIGN` have the same. */
export const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:\d+ )+/, "");
