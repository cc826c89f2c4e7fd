import fc from "fast-check";
import { fromMarkdown, type Options } from "mdast-util-from-markdown";
import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { linesOf } from "../../shared/builder-handoffs/markdown.ts";

/** A CommonMark parser that looks for blocks alone, and for none inside another. */
const flat: NonNullable<Options["extensions"]>[number] = {
  disable: {
    null: [
      ...["attention", "autolink", "characterEscape", "characterReference", "codeText", "hardBreakEscape", "htmlText"],
      ...["labelEnd", "labelStartImage", "labelStartLink", "blockQuote", "definition", "list"],
      "setextUnderline",
    ],
  },
};

/** What the parser makes of headings, fences and the lines of paragraphs. */
const parsed = (markdown: string) =>
  fromMarkdown(markdown, { extensions: [flat] }).children.flatMap((node) => {
    const { start, end } = node.position ?? { start: { line: 0, offset: 0 }, end: { offset: 0 } };
    if (node.type === "heading")
      return [
        `${start.line} heading ${node.depth} ${node.children
          .map((each) => ("value" in each ? each.value : ""))
          .join("")
          .trim()}`,
      ];
    if (node.type === "code") return node.value.trim() === "" ? [] : [`${start.line} code`];
    if (node.type !== "paragraph") return [];
    return markdown
      .slice(start.offset, end.offset)
      .split(/\r\n|\r|\n/)
      .map((text, at) => `${start.line + at} text ${text.replaceAll("`", "").trim()}`)
      .filter((text) => !text.endsWith(" text "));
  });

const noHeadings: NonNullable<Options["extensions"]>[number] = { disable: { null: ["setextUnderline"] } };

/** The lines on which the code blocks of a tree begin. */
const codeIn = (node: Nodes): number[] => {
  if (node.type === "code") return [node.position?.start.line ?? 0];
  return "children" in node ? node.children.flatMap(codeIn) : [];
};

const scanned = (markdown: string) =>
  linesOf(markdown).map(({ line, kind, depth, text }) =>
    kind === "heading" ? `${line} heading ${depth} ${text}` : kind === "code" ? `${line} code` : `${line} text ${text}`,
  );

describe("the lines of a document", () => {
  test("are what a CommonMark parser finds", () => {
    const pieces = [
      "# One",
      "## Two ##",
      "### Three #x",
      "####### seven",
      "#",
      "#no",
      "#\ttab",
      "## #",
      "text",
      "  text",
      "\ttext",
      "",
      " ",
      "```",
      "````",
      "~~~",
      "```sh",
      "``` a`b",
      "    ```",
      "***",
      "- - -",
      "___",
      "<!-- a -->",
      "<!--",
      "-->",
      "<!-->",
      "a -->",
      "a <!-- b",
      "a # b",
      "##",
      "  ## indented  ",
      "    code",
      "    # code",
      "   \tcode",
      "    <!-- code",
    ];
    const ends = fc.constantFrom("\n", "\r\n", "\r");
    const document = fc
      .array(fc.tuple(fc.constantFrom(...pieces), ends), { maxLength: 14 })
      .map((each) => each.flat().join(""));
    fc.assert(
      fc.property(document, (markdown) => {
        expect(scanned(markdown)).toEqual(parsed(markdown));
      }),
      { numRuns: 2_000 },
    );
  });

  test("know a heading by its underline, and no item or row for one", () => {
    expect(scanned("Mission\n-------\ntext\n\nTitle\n===\n")).toEqual([
      "1 heading 2 Mission",
      "3 text text",
      "5 heading 1 Title",
    ]);
    expect(scanned("- item\n---\n| a |\n---\ntwo\nlines\n---\n")).toEqual([
      "1 text item",
      "3 text | a |",
      "5 text two",
      "6 text lines",
    ]);
  });

  test("know items, boxes, rows and quotes", () => {
    expect(linesOf("- [x] **done**\n10) `ten`\n> quoted\n| a | `b` |\n|---|---|\n| 1 | |")).toMatchObject([
      { text: "done", marker: "-" },
      { text: "ten", marker: "10)" },
      { text: "quoted", marker: undefined },
      { cells: ["a", "b"] },
      { cells: [] },
      { cells: ["1", ""] },
    ]);
  });

  test("in lists are code where a CommonMark parser finds it", () => {
    const pieces = ["- a", "1. a", "  - b", "   c", "    d", "      e", "         f", "", "", "- 1. g", "text"];
    const document = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((each) => each.join("\n"));
    fc.assert(
      fc.property(document, (markdown) => {
        const told = linesOf(markdown).flatMap(({ kind, line }) => (kind === "code" ? [line] : []));
        expect(told).toEqual(codeIn(fromMarkdown(markdown, { extensions: [noHeadings] })));
      }),
      { numRuns: 2_000 },
    );
  });

  test("end a fence that begins on an item with its own marks", () => {
    expect(scanned("1. ```sh\n   # no heading\n   ```\n# Heading\n")).toEqual(["1 code", "4 heading 1 Heading"]);
  });
});
