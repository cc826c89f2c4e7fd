import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgePrompt } from "../../shared/builder-handoffs/prompt.ts";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { judgeSpec } from "../../shared/builder-handoffs/spec.ts";

describe("no text", () => {
  const judges = { judgeSpec, judgeResults, judgePrompt };
  const pieces = [
    "# Results: H-32",
    "## Status: PASS",
    "## Files Created",
    "- a (SHA256: ",
    "| a | b |",
    "|---|---|",
    "```",
    "Total: 12",
    "New failures",
    "Install order: PKG-A",
    "- ",
    "1. ",
    "<!--",
    "test_a::b",
    "\n",
    "\t",
    "𝕊",
    "\u0000",
    ":",
    "[QUESTION]",
  ];

  test("makes a judge throw", () => {
    const markdown = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((each) => each.join("\n")),
    );
    fc.assert(
      fc.property(markdown, (document) => {
        for (const judge of Object.values(judges)) expect(["pass", "fail"]).toContain(judge(document).verdict);
      }),
      { numRuns: 300 },
    );
  });

  const filled = (piece: string) => piece.repeat(Math.ceil(100_000 / piece.length));
  const slow = [
    "# a\n",
    "\n",
    "- ",
    "a\n-\n",
    "```\n",
    "|",
    "*a_ [",
    "<!--",
    "0,",
    "PKG-",
    "a::",
    "SHA256: a ",
    "(1/",
    "a/.",
    "Total ",
    "~~a",
    "no never ",
    "1/2 pass ",
    "constraint 1 may ",
    "- 1. ",
    "\n     a\n\n",
    "\n- \t- a\n",
  ];

  // In time of the processor: others use this machine too.
  test.each(slow)("of 100 KB makes a judge slow: %j", (piece) => {
    const document = `## Files Created\n\n- ${filled(piece)}`;
    const before = process.cpuUsage();
    for (const judge of Object.values(judges)) judge(document);
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(5_000);
  });
});
