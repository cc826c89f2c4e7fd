import { describe, expect, test } from "vitest";
import { apiOf } from "./support/api.ts";
import { aTeam, givenBuilderHandoff, givenDraft, givenWave } from "./support/builders.ts";
import { colleague, openAs, someone } from "./support/console.ts";
import { openAll, still } from "./support/opened.ts";
import { givenWorkflowHandoff } from "./support/workflow.ts";

describe("what is opened on the page of a builder's or a workflow's handoff keeps WCAG 2.2 A and AA in both colour modes", () => {
  const timeout = 180_000;

  test(
    "of a builder handoff: its documents, the questions before it is built, its review, its wave",
    { timeout },
    async () => {
      const { builder, reviewer } = aTeam();
      const page = await openAs(reviewer, "/", still);
      await givenBuilderHandoff(builder, "H-32");
      const judged = await openAll(page, "/builders/H-32");
      expect(judged.found).toEqual([]);
      expect(judged.opened).toEqual(["Spec", "Results", "Validate"]);
      const wave = await givenWave(reviewer, "wave-1", ["H-32"]);
      expect(await openAll(page, wave.path)).toEqual({ found: [], opened: ["Close the wave"] });

      const { path } = await givenDraft(builder, reviewer, "H-33");
      const asked = await openAll(await openAs(builder, "/", still), path);
      expect(asked.found).toEqual([]);
      expect(asked.opened.slice(-2)).toEqual(["The prompt, contract 1.0.0", "Answer the 13 questions"]);
      const answers = Array.from({ length: 13 }, () => "The token budgeter.");
      const body = { contract_version: "1.0.0", answers };
      await (
        await apiOf(builder)
      )("POST /api/builder-handoffs/H-33/answers", body);
      const answered = await openAll(page, path);
      expect(answered.found).toEqual([]);
      expect(answered.opened.slice(-2)).toEqual(["13 questions and answers", "Release the builder"]);
    },
  );

  test("of a workflow handoff: what its sender, its receiver and a human can do with it", { timeout }, async () => {
    const sender = someone("agent");
    const human = colleague(sender, "reviewer");
    const { path } = await givenWorkflowHandoff(sender, "human", "ready_to_complete");
    const page = await openAs(human, "/", still);
    expect(await openAll(page, path)).toEqual({ found: [], opened: ["Approve", "Decline"] });
    const senders = await openAs(sender, "/", still);
    expect(await openAll(senders, path)).toEqual({ found: [], opened: ["Withdraw"] });
    const api = await apiOf(human);
    await api(`POST ${path.replace("/workflow", "/api/workflow-handoffs")}/approvals`, { decision: "approved" });
    expect(await openAll(senders, path)).toEqual({ found: [], opened: ["Withdraw", "Use the approval"] });
  });
});
