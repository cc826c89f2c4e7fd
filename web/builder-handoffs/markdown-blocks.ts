import { type Line, linesOf, titleOn } from "../../shared/builder-handoffs/markdown.ts";

/** A line of a document with its stars and backticks; `cells` of a row of a table, `marker` of an item of a list. */
export type Written = { line: number; text: string; marker: string | undefined; indent: number; cells: string[] };

/** What a reader sees as one: each with the lines of the document that it is written on. */
export type Block =
  | { kind: "heading"; line: number; text: string; depth: number }
  | { kind: "code"; line: number; lines: string[] }
  | { kind: "paragraph" | "list" | "table"; line: number; lines: Written[] };

/** The blocks of a Markdown document, in one pass, as the rules of the standard read it. */
export const blocksOf = (markdown: string): Block[] => {
  const sources = markdown.split(/\r\n|\r|\n/);
  const blocks: Block[] = [];
  let before: Line | undefined;
  for (const line of linesOf(markdown)) {
    const last = blocks.at(-1);
    const kind = kindOf(line, last, before);
    before = line;
    const source = withoutQuote(sources[line.line - 1] ?? "");
    if (kind === "heading") blocks.push({ kind, line: line.line, text: titleOn(source), depth: line.depth });
    else if (kind === "code") blocks.push({ kind, line: line.line, lines: line.text.split("\n") });
    else {
      const written = writtenOn(source, line);
      if (last?.kind === kind && goesOn(last, line)) last.lines.push(written);
      else blocks.push({ kind, line: line.line, lines: [written] });
    }
  }
  return blocks;
};

const kindOf = (line: Line, last: Block | undefined, before: Line | undefined): Block["kind"] => {
  if (line.kind !== "text") return line.kind;
  if (line.cells) return "table";
  const isUnderItem = last?.kind === "list" && before?.line === line.line - 1;
  return line.marker !== undefined || isUnderItem ? "list" : "paragraph";
};

/** A blank line parts paragraphs and tables; the items of a list may be apart. */
const goesOn = (block: Extract<Block, { lines: Written[] }>, { line }: Line): boolean =>
  block.kind === "list" || block.lines.at(-1)?.line === line - 1;

const withoutQuote = (source: string): string => source.replace(/^[\s>]+/, "").trimEnd();

const writtenOn = (whole: string, { line, marker, indent, cells }: Line): Written => {
  const text = marker === undefined ? whole : whole.slice(marker.length).trimStart();
  const isRow = cells !== undefined && cells.length > 0;
  return { line, text, marker, indent, cells: isRow ? text.slice(1).replace(/\|$/, "").split("|") : [] };
};
