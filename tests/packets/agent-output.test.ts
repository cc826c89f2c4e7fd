import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAgentOutput } from "../../shared/packets/agent-output.ts";

const artifacts = (text: string) =>
  readAgentOutput(text).output.output_artifacts.map(({ action, path }) => `${action} ${path}`);
const decisions = (text: string) => readAgentOutput(text).output.output_decisions;

describe("what is taken from an agent's own words", () => {
  test.each([
    ["Created src/a.ts", ["created src/a.ts"]],
    ["- **Modified** `src/b.ts` to log more", ["modified src/b.ts"]],
    ["1. Wrote README.md.", ["created README.md"]],
    ["Updated: a/b.ts, a/c.ts and `a/d e.ts`", ["modified a/b.ts", "modified a/c.ts"]],
    ["Deleted old/x.sql\nCreated src/a.ts\nCreated src/a.ts", ["deleted old/x.sql", "created src/a.ts"]],
    ["Created route app/[id]/route.ts", []],
    ["Created a new approach", []],
    ["I have not Created src/a.ts", []],
    ["Will be created: src/a.ts", []],
    ["Created https://example.com/a.ts", []],
    ["```\nCreated src/a.ts\n```", []],
    ["Createdsrc/a.ts", []],
    ["Wrote tests. All pass.", []],
    ["Created src/a.ts\nmodified src/b.ts", ["created src/a.ts", "modified src/b.ts"]],
    ["Created src/a.ts, `src/b.ts` for the board", ["created src/a.ts", "created src/b.ts"]],
    ["Reverted src/a.ts\nCreated src/a.ts", ["created src/a.ts"]],
    ["Created src/a.ts\n- but src/b.ts is as it was", ["created src/a.ts"]],
  ])("of %j the artifacts are %j", (text, expected) => {
    expect(artifacts(text)).toEqual(expected);
  });

  test.each([
    ["Decision: one table, because it is small.", { decision: "one table", rationale: "it is small" }],
    ["**Decision:** one table\n**Rationale:** it is small", { decision: "one table", rationale: "it is small" }],
    ["- Decision: one table", { decision: "one table", rationale: "" }],
    [
      "Chose DynamoDB over Postgres because nothing idles.",
      { decision: "DynamoDB", rationale: "nothing idles", alternatives_considered: ["Postgres"] },
    ],
    ["Decision: no ORM", { decision: "no ORM", rationale: "" }],
    [
      "Decision: retry if the call fails, because nothing is lost but time",
      { decision: "retry if the call fails", rationale: "nothing is lost but time" },
    ],
    ["Chose A over B", { decision: "A", rationale: "", alternatives_considered: ["B"] }],
  ])("of %j the decision is %j", (text, expected) => {
    expect(decisions(text)).toEqual([expected]);
  });

  test.each([
    "We could have chosen X over Y.",
    "The decision: is pending elsewhere",
    "A decision was made",
    "Decision:",
  ])("of %j there is no decision", (text) => {
    expect(decisions(text)).toEqual([]);
  });

  test.each([
    ...["Created e.g. something", "Created Node.js server", "Modified and/or removed", "Modified TCP/IP stack"],
    ...["Created 10/12 files", "Created user@example.com", "- [ ] Created src/todo.ts", "Created src/g.ts failed"],
    "Created src/h.ts? No",
    "Created src/a.ts, but reverted it",
    "Created src/a.ts but then removed it",
    "Created src/a.ts and reverted it",
    "Created src/a.ts, src/b.ts, then removed both",
    "Created src/a.ts. Reverted it afterwards.",
    "Created src/a.ts (skipped)",
    "Modified src/b.ts - could not save",
    "Modified src/b.ts \u2014 not saved",
    "Modified src/b.ts: failed",
    "Modified src/b.ts to log more, but reverted it",
    "Modified src/b.ts to log more but reverted it",
    "Modified src/b.ts to log more and reverted it",
    "Modified src/b.ts to log more (reverted)",
    "Modified src/b.ts to log more.\nReverted src/b.ts",
    "Modified `src/b.ts`\nReverted: `src/b.ts`.",
    "Created src/a.ts\nbut reverted it",
    "Created src/a.ts\n  (skipped)",
  ])("%j tells of no file", (text) => {
    expect(artifacts(text)).toEqual([]);
  });

  test.each([
    "Decision: none",
    "Decision: N/A",
    "Decision: TBD",
    "Decision: no decision was needed",
    "Chose nothing over all",
    "Decision: Should we use X?",
    "Decision: we still need to decide",
    "Decision: to be decided",
    "Decision: not yet decided",
    "Decision: undecided",
    "Decision: pending review",
    "Decision: open",
    "Decision: deferred to the next phase",
    "Decision: maybe one table",
    "Decision: either one table or two",
    "Decision: whether to use one table",
    "Decision: one table, but reverted",
    "Decision: one table (withdrawn)",
    "Decision: one table, because it is small, but later reverted",
    "Decision: one table\nbut we took it back",
    "Chose A over B?",
    "Chose A over B, but went back to B",
    "Chose A over B because it is faster, then reverted",
  ])("%j tells of no decision", (text) => {
    expect(decisions(text)).toEqual([]);
  });

  test("quotes around a path are not of it", () => {
    expect(artifacts('Created "quoted/a.ts" and README.md')).toEqual(["created quoted/a.ts", "created README.md"]);
  });

  test("the summary is the text, at most 5,000 code points, composed, and no pair is cut", () => {
    expect(readAgentOutput(" done\n").output.output_summary).toBe("done");
    expect(readAgentOutput("e\u0301").output.output_summary).toBe("\u00e9");
    const { output, summaryLength } = readAgentOutput("x".repeat(4_999) + "\u{1F525}\u{1F525}");
    expect([output.output_summary, summaryLength]).toEqual(["x".repeat(4_999) + "\u{1F525}", 5_001]);
  });

  test.each([
    ["a flag", "\u{1F1F3}\u{1F1F4}"],
    ["a family", "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}"],
  ])("the summary has the whole of %s, or none of it", (_, character) => {
    const summaryOf = (letters: number) =>
      readAgentOutput("x".repeat(letters) + character + "yz").output.output_summary;
    expect(summaryOf(4_999)).toBe("x".repeat(4_999));
    expect(summaryOf(5_000 - Array.from(character).length)).toContain(character);
  });

  test("any text can be read, and soon", () => {
    const words = fc.constantFrom(
      "Created ",
      "Chose ",
      " over ",
      "Decision: ",
      "a/b.ts",
      " and ",
      ", ",
      "because ",
      "`",
      "\n",
      ". ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: "grapheme" })), { maxLength: 200 }), (parts) => {
        const { output_summary, output_artifacts } = readAgentOutput(parts.join("")).output;
        expect(output_summary.isWellFormed()).toBe(true);
        expect(output_artifacts.every(({ path }) => parts.join("").normalize("NFC").includes(path))).toBe(true);
      }),
    );
    const start = performance.now();
    readAgentOutput(`Chose ${" over because".repeat(10_000)}\nDecision: ${"because ".repeat(10_000)}`);
    readAgentOutput(
      `Chose A over B${" ".repeat(100_000)}x\nCreated ${"a/b.ts, ".repeat(10_000)}\nDecision: ${"but ".repeat(10_000)}`,
    );
    readAgentOutput(`Created src/a.ts${"\nbut reverted it".repeat(10_000)}\nDecision: A over B${", ".repeat(50_000)}`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
