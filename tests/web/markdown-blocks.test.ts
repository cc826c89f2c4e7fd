import { describe, expect, test } from "vitest";
import { blocksOf } from "../../web/builder-handoffs/markdown-blocks.ts";

const text = `# Results: H-32

Two lines
of **one** paragraph.

- an item
  that goes on

1. another

| Total | Failed |
|-------|--------|
| 13 | \`0\` |

\`\`\`bash
run it
again
\`\`\`
`;

describe("the blocks of a document", () => {
  test("each know the lines that they are written on", () => {
    const blocks = blocksOf(text);
    expect(blocks.map(({ kind, line }) => [kind, line])).toEqual([
      ["heading", 1],
      ["paragraph", 3],
      ["list", 6],
      ["table", 11],
      ["code", 15],
    ]);
    expect(blocks[1]).toMatchObject({ lines: [{ text: "Two lines" }, { line: 4, text: "of **one** paragraph." }] });
    expect(blocks[2]).toMatchObject({
      lines: [
        { marker: "-", text: "an item" },
        { line: 7, text: "that goes on" },
        { line: 9, marker: "1.", text: "another" },
      ],
    });
    expect(blocks[3]).toMatchObject({
      lines: [{ cells: [" Total ", " Failed "] }, { cells: [] }, { cells: [" 13 ", " `0` "] }],
    });
    expect(blocks[4]).toMatchObject({ lines: ["run it", "again"] });
  });

  test.each([
    ["# The **gate** of `H-1`", "The **gate** of `H-1`"],
    ["\uFEFF# The *gate*", "The *gate*"],
    ["  ## ~~Old~~ *new* ##", "~~Old~~ *new*"],
    ["The *gate* #\n---", "The *gate* #"],
  ])("keep the emphasis of a heading: %j", (written, heading) => {
    expect(blocksOf(written)).toMatchObject([{ kind: "heading", line: 1, text: heading }]);
  });

  test.each(["*", "`", "[", "| ", "- \n", "> ", "~~", "# ", "# a ", "a\n"])(
    "of 100 KB of %j are found within a second",
    (part) => {
      const begun = performance.now();
      blocksOf(part.repeat(100_000 / part.length));
      expect(performance.now() - begun).toBeLessThan(1_000);
    },
  );
});
