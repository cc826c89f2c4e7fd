import { describe, expect, test } from "vitest";
import { resultsFrom, resultsOf, resultsSections } from "./documents.ts";
import { aTeam, withResults } from "./given.ts";

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
