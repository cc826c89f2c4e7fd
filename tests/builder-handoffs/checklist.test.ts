import { describe, expect, test } from "vitest";
import { checklistItems } from "../../shared/builder-handoffs/checklist.ts";
import { ruleBook } from "../../shared/builder-handoffs/rule-book.ts";
import { resultsFrom, resultsOf, resultsSections } from "./documents.ts";
import { aDraft, aTeam, withResults } from "./given.ts";

describe("GET /api/builder-handoffs/{handoffId}/checklist", () => {
  test("is the standard's eight items, the tests and the spec, all passing for good work", async () => {
    const it = await withResults(aTeam());
    const { body } = await it.checklist();
    expect(body).toMatchObject({ handoff_id: "H-32", passed: true });
    expect(body.checklist.map(({ item }: { item: string }) => item)).toEqual(Object.keys(checklistItems));
  });

  test("without results nothing but the spec passes", async () => {
    const it = await aDraft(aTeam());
    const { passed, checklist } = (await it.checklist()).body;
    expect(passed).toBe(false);
    expect(checklist.filter((each: { passed: boolean }) => each.passed)).toMatchObject([{ item: "spec" }]);
  });

  test("every blocker of a spec, results or baseline fails exactly one item", () => {
    const { Spec, Results, Baseline } = ruleBook as Record<string, (typeof ruleBook)[keyof typeof ruleBook]>;
    const blockers = Object.entries({ ...Spec, ...Results, ...Baseline }).filter(
      ([, { severity }]) => severity === "blocker",
    );
    expect(blockers.length).toBeGreaterThan(40);
    for (const [rule] of blockers)
      expect(
        Object.values(checklistItems).filter(({ rules }) => rules.some((pattern) => pattern.test(rule))),
        rule,
      ).toHaveLength(1);
  });
});

const shown = async (document: string) => {
  const it = await withResults(aTeam(), "H-32", document);
  const { checklist } = (await it.checklist()).body;
  const lines = document.split("\n");
  const evidenceOf = (wanted: string) => checklist.find(({ item }: { item: string }) => item === wanted).evidence;
  return { checklist, lines, evidenceOf };
};

describe("what an item of the checklist rests on", () => {
  test("is told by the line of the document and what it says", async () => {
    const { checklist, lines, evidenceOf } = await shown(resultsOf("H-32"));
    for (const { item, passed, evidence } of checklist) {
      expect(passed, item).toBe(true);
      expect(evidence.length, item).toBeGreaterThan(0);
    }
    for (const { line, text } of [...evidenceOf("clean_room"), ...evidenceOf("package_tests")])
      for (const word of text.split(/[^\w]+/)) expect(lines[line - 1]).toContain(word);
    expect(evidenceOf("required_sections")).toHaveLength(5);
    expect(evidenceOf("results_file")).toMatchObject([{ kind: "results", line: 1 }]);
    expect(evidenceOf("spec")[0]).toMatchObject({ kind: "spec", text: "1. Mission" });
  });

  test("is nothing where the item fails", async () => {
    const { "Clean-Room Verification": _room, ...without } = resultsSections();
    const { evidenceOf } = await shown(resultsFrom("H-32", without));
    expect(evidenceOf("clean_room")).toEqual([]);
  });
});
