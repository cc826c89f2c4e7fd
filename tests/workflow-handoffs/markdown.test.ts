import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, canonicalValue, fieldNames, labels } from "../../shared/workflow-handoffs/block.ts";
import { parseBlocks } from "../../shared/workflow-handoffs/parse.ts";
import { render } from "../../shared/workflow-handoffs/render.ts";
import { markdownOf, readyForQa, readyToComplete } from "./given.ts";

const fieldsIn = (markdown: string) => parseBlocks(markdown).map(({ fields }) => fields);

/** Values that Markdown could take for something else. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("- item", "  * nested", "1. first", "# heading", "## Handoff", "**bold:** x", "`code`", "```", "---"),
  fc.constantFrom(
    "\\",
    "a \\",
    "a\\\nb",
    " \\\n  c",
    "\\\\",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "- Result: passed",
    "> ## Handoff",
    "> - Result: passed",
    "> ",
    "Blockers: None.",
    ":",
    "<br>",
  ),
);
const pieces = fc
  .array(piece, { maxLength: 6 })
  .chain((parts) => fc.constantFrom("", " ", "\n").map((between) => parts.join(between)));
/** What decides where a line ends and what it is: backslashes, marks of lists, blanks and line ends, close together. */
const mark = fc.constantFrom(
  "\\",
  "\\",
  "\\\n",
  "\n",
  " ",
  "  ",
  "\t",
  "-",
  "- ",
  "*",
  "1.",
  "1. ",
  "a",
  "\u00a0",
  "\v",
);
const text = fc.oneof(
  pieces,
  fc.array(mark, { maxLength: 9 }).map((marks) => marks.join("")),
);
const aBlock: fc.Arbitrary<Block> = fc.dictionary(fc.constantFrom(...fieldNames), text.map(canonicalValue), {
  noNullPrototype: true,
});

describe("a block as Markdown", () => {
  test("reads back as it was written, whatever its values hold", () => {
    fc.assert(
      fc.property(aBlock, (block) => {
        expect(fieldsIn(render(block))).toEqual([block]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("has one spelling of each value, which is its own", () => {
    fc.assert(
      fc.property(text, (written) => {
        const value = canonicalValue(written);
        expect(canonicalValue(value)).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });

  test("is written in one way: what was read and written again is the same text", () => {
    fc.assert(
      fc.property(aBlock, (block) => {
        const text = render(block);
        expect(render(fieldsIn(text)[0] ?? {})).toBe(text);
      }),
    );
  });

  test.each([
    ["a \\\n  b", "a b"],
    ["a \\\r\n\\\r\nb", "a b"],
    ["a\\\nb", "ab"],
    ["a\\\n  b", "a b"],
    ["a \\  \nb", "a b"],
    ["a \\\\\nb", "a \\\\\nb"],
    ["a \\\n\nb", "a \\\n\nb"],
    ["a \\\n- b", "a \\\n- b"],
    ["a \\", "a \\"],
    ["QA found \\\n* ", "QA found *"],
    ["- \\\n1. ", "- 1."],
    [`a${"\\".repeat(10)}\nb`, `a${"\\".repeat(10)}\nb`],
  ])("has a command that a backslash wraps in one line: %j", (written, expected) => {
    expect(canonicalValue(written)).toBe(expected);
    expect(fieldsIn(render({ result: expected }))).toEqual([{ result: expected }]);
    expect(render({ result: canonicalValue(written) })).not.toMatch(/(?<!\\)\\ +\n/);
  });

  test("is written in the document's order, with its labels", () => {
    const reversed = Object.fromEntries(Object.entries(readyForQa).reverse());
    const lines = render(reversed).split("\n");
    expect(lines[0]).toBe("## Handoff");
    expect(lines.slice(2, -1).map((line) => line.slice(2, line.indexOf(":")))).toEqual(
      fieldNames.filter((field) => field in readyForQa).map((field) => labels[field]),
    );
  });
});

const quoted = (text: string, mark = "> "): string => text.trimEnd().replaceAll(/^/gm, mark) + "\n";

describe("a block as callers write it", () => {
  const variants: [string, string][] = [
    ["with dashes", markdownOf(readyForQa)],
    ["with stars", markdownOf(readyForQa, (label, text) => `* ${label}: ${text}`)],
    ["with plus signs", markdownOf(readyForQa, (label, text) => `+ ${label}: ${text}`)],
    ["with bold labels", markdownOf(readyForQa, (label, text) => `- **${label}:** ${text}`)],
    ["with bold labels and the colon outside", markdownOf(readyForQa, (label, text) => `- **${label}**: ${text}`)],
    ["with labels as code", markdownOf(readyForQa, (label, text) => `- \`${label}\`: ${text}`)],
    ["with underscored emphasis", markdownOf(readyForQa, (label, text) => `* __${label}:__ ${text}`)],
    [
      "with wire names",
      markdownOf(readyForQa, (label, text) => `- ${label.toLowerCase().replaceAll(/[ -]/g, "_")}: ${text}`),
    ],
    ["without bullets", markdownOf(readyForQa, (label, text) => `${label}: ${text}`)],
    ["wrapped", markdownOf(readyForQa, (label, text) => `- ${label}:\n  ${text.replace(" ", "\n  ")}`)],
    ["wrapped without an indent", markdownOf(readyForQa, (label, text) => `- ${label}: ${text.replace(" ", "\n")}`)],
    ["wrapped with tabs", markdownOf(readyForQa, (label, text) => `- ${label}: ${text.replace(" ", "\n\t")}`)],
    [
      "wrapped as a shell wraps",
      markdownOf(readyForQa, (label, text) => `- ${label}: ${text.replace(" ", " \\\n    ")}`),
    ],
    ["with CRLF", markdownOf(readyForQa).replaceAll("\n", "\r\n")],
    ["with CRLF and wrapped", markdownOf(readyForQa, (label, text) => `- ${label}: ${text.replace(" ", "\r\n  ")}`)],
    ["with blank lines between", markdownOf(readyForQa, (label, text) => `- ${label}: ${text}\n`)],
    ["indented", markdownOf(readyForQa, (label, text) => `   - ${label}: ${text}`)],
    ["under a heading of level 4", markdownOf(readyForQa).replace("##", "####")],
    ["under another heading", markdownOf(readyForQa).replace("## Handoff", "### QA Handoff:")],
    ["under a bold line", markdownOf(readyForQa).replace("## Handoff", "**Handoff**")],
    ["under no heading", markdownOf(readyForQa).replace("## Handoff", "")],
    ["in a code fence", `Here it is.\n\n\`\`\`md\n${markdownOf(readyForQa)}\`\`\`\n`],
    ["in a quote", quoted(markdownOf(readyForQa))],
    ["in a quote without blanks", quoted(markdownOf(readyForQa), ">")],
    ["in a quote with CRLF", quoted(markdownOf(readyForQa)).replaceAll("\n", "\r\n")],
    ["in a quote of a quote", `> QA wrote:\n${quoted(quoted(markdownOf(readyForQa)))}`],
    ["in a quote under no heading", quoted(markdownOf(readyForQa).replace("## Handoff", ""))],
    ["in a fence in a quote", quoted(`\`\`\`md\n${markdownOf(readyForQa)}\`\`\`\n\n- Result: of the spike\n`)],
    ["in a quote, and answered", `${quoted(markdownOf(readyForQa))}\n- Result: taken\n- Next Owner: QA\n`],
    [
      "in a quote whose lines go on without a mark",
      quoted(markdownOf(readyForQa, (label, text) => `- ${label}: ${text.replace(" ", "\n  ")}`)).replaceAll(
        "\n>   ",
        "\n",
      ),
    ],
    ["out of order", markdownOf(Object.fromEntries(Object.entries(readyForQa).reverse()))],
    [
      "with text around",
      `# Chunk 14\n\nDone: all of it.\n\n${markdownOf(readyForQa)}\n\n## Notes\n\n- Result: of the spike\n`,
    ],
  ];

  test.each(variants)("is read %s", (_, markdown) => {
    expect(fieldsIn(markdown)[0]).toEqual(readyForQa);
  });

  test("several in one text are read one by one", () => {
    const text = `${markdownOf(readyForQa)}\nQA took it.\n\n${markdownOf(readyToComplete)}`;
    expect(fieldsIn(text)).toEqual([readyForQa, readyToComplete]);
  });

  test("one in a quote and one around it are two", () => {
    const text = `${markdownOf(readyForQa)}\nIt answers:\n\n${quoted(markdownOf(readyToComplete))}`;
    expect(fieldsIn(text)).toEqual([readyForQa, readyToComplete]);
  });

  test("what a field quotes is its text", () => {
    const text = "## Handoff\n- Blockers: QA wrote\n> Result: failed\n- Result: blocked\n";
    expect(fieldsIn(text)).toEqual([{ blockers: "QA wrote > Result: failed", result: "blocked" }]);
  });

  test("what a field of a quoted block quotes keeps its mark", () => {
    const text = "> ## Handoff\n> - Blockers: QA wrote\n>   > it fails\n> - Result: blocked\n";
    expect(fieldsIn(text)).toEqual([{ blockers: "QA wrote > it fails", result: "blocked" }]);
  });

  test("the wrapped Missing Action Summary is one line", () => {
    const text =
      "## Handoff\n\n- Missing Action Summary: run\n  `ai/tools/missing-actions/summary.sh` for the action\n  db-reset.\n";
    expect(fieldsIn(text)).toEqual([
      { missing_action_summary: "run `ai/tools/missing-actions/summary.sh` for the action db-reset." },
    ]);
  });

  test("a list of blockers keeps its items", () => {
    const text =
      "## Handoff\n- Blockers:\n  - the search test fails\n    on Windows\n  - no owner\n- Result: blocked\n";
    expect(fieldsIn(text)).toEqual([{ blockers: "- the search test fails on Windows\n- no owner", result: "blocked" }]);
  });

  test("older fields are read by their names", () => {
    const text = "## Handoff\n- Exact Next Command: a\n- **Immediate Next Command:** b\n";
    expect(fieldsIn(text)).toEqual([{ exact_next_command: "a", immediate_next_command: "b" }]);
  });

  test("a field that stands twice and a label that no block has are noticed", () => {
    const [block] = parseBlocks("## Handoff\n- Result: passed\n- Result: blocked\n- Next Owner: QA\n");
    expect(block).toEqual({ fields: { result: "passed" }, repeated: ["result"], unknown: ["Next Owner"] });
  });

  test.each([
    ["after it", `${markdownOf(readyForQa)}\n## Notes\n\n- Result: of the spike\n`],
    ["before it", `## Notes\n\n- Result: of the spike\n\n${markdownOf(readyForQa)}`],
    ["after its fence", `\`\`\`md\n${markdownOf(readyForQa)}\`\`\`\n\n- Result: of the spike\n`],
  ])("what stands under another heading %s is no second block", (_, text) => {
    expect(fieldsIn(text)).toEqual([readyForQa]);
  });

  test("a line across or a fence does not end a block that stands in none", () => {
    for (const between of ["---", "```sh\nnpm test\n```"]) {
      const text = `## Handoff\n\n- Canonical State: commit_ready\n${between}\n- Result: commit_ready\n`;
      expect(fieldsIn(text)).toEqual([{ canonical_state: "commit_ready", result: "commit_ready" }]);
    }
  });

  test("a text without the heading is a block by its fields", () => {
    expect(fieldsIn("# Chunk 14\n\n- Result: passed\n- Blockers: None.\n")).toEqual([
      { result: "passed", blockers: "None." },
    ]);
  });

  test.each(["", "# Chunk 14\n\nNothing here.", "- a list\n- of things", "Note: this is no field"])(
    "a text without a block has none: %j",
    (text) => {
      expect(parseBlocks(text)).toEqual([]);
    },
  );
});
