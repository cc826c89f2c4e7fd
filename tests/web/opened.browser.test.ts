import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { apiOf, givenHandoff, givenRun } from "./support/api.ts";
import { aTeam, givenBuilderHandoff, givenDraft, givenWave } from "./support/builders.ts";
import { colleague, everyRole, openAs, settled, someone, url } from "./support/console.ts";
import { givenProject } from "./support/launch.ts";
import { givenFeature } from "./support/packets.ts";
import { violationsOn } from "./support/wcag.ts";
import { givenWorkflowHandoff } from "./support/workflow.ts";

/** What can be opened on a page, and what is looked at once it is. */
const openings = [
  { opener: "main [role=tab]", opened: "main [role=tabpanel]", isOver: false },
  { opener: "main [data-accordion-control]", opened: "main [role=region]", isOver: false },
  { opener: "main [aria-haspopup=dialog]:not([disabled])", opened: "[role=dialog]", isOver: true },
] as const;

/** Opens all that can be opened on a page, one after the other. @returns what of it breaks WCAG, and what was opened */
const openAll = async (page: Page, path: string): Promise<{ found: string[]; opened: string[] }> => {
  await page.goto(url + path);
  await settled(page);
  const found: string[] = [];
  const names: string[] = [];
  for (const { opener, opened, isOver } of openings)
    for (const each of await page.locator(opener).all()) {
      names.push(await each.innerText());
      await each.click();
      if (isOver) await page.getByRole("dialog").waitFor();
      await settled(page);
      found.push(...(await violationsOn(page, opened)));
      if (isOver) {
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
    }
  return { found, opened: names };
};

const still = { reducedMotion: "reduce" } as const;

describe("what is opened on a page keeps WCAG 2.2 A and AA in both colour modes", () => {
  const timeout = 180_000;

  test("of a run: what can be done with it, before and after its lock", { timeout }, async () => {
    const who = someone(...everyRole);
    const draft = await givenRun(who);
    const ready = await givenRun(who);
    await ready.lock();
    await ready.evaluate();
    await ready.api(`POST /api/n3/runs/${ready.runId}/promote`, {});
    const page = await openAs(who, "/", still);
    expect(await openAll(page, draft.path)).toEqual({ found: [], opened: ["Promote", "Lock readiness"] });
    const { found, opened } = await openAll(page, ready.path);
    expect(found).toEqual([]);
    expect(opened).toEqual(["Demote", "Unlock", "Create Execution Handoff"]);
  });

  test("of a feature: the tabs of a packet", { timeout }, async () => {
    const who = someone(...everyRole);
    const { path, second } = await givenFeature(who);
    const page = await openAs(who, "/", still);
    const { found, opened } = await openAll(page, `${path}?packet=${second.id}`);
    expect(found).toEqual([]);
    expect(opened).toHaveLength(5);
  });

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

  test("of a project: the lock of its formulation, and the approval of its costing", { timeout }, async () => {
    const who = someone("admin");
    const { path } = await givenProject(who, { isReady: false });
    const page = await openAs(who, "/", still);
    expect(await openAll(page, path)).toEqual({ found: [], opened: ["Lock Formulation", "Approve"] });
    expect(await openAll(page, `${path}/handoff`)).toEqual({ found: [], opened: ["Lock Formulation"] });
  });

  test(
    "of the log: proofs that are verified, what does not hold, and an entry of the history",
    { timeout },
    async () => {
      const who = someone("owner");
      const { handoff, api } = await givenHandoff(who);
      const bundle = await api(`GET /api/ledger/${handoff.digest}/bundle`);
      const page = await openAs(who, "/audit/verify", still);
      const drop = (of: unknown) =>
        page.getByTestId("input-bundle").setInputFiles({
          name: "a.proof.json",
          mimeType: "application/json",
          buffer: Buffer.from(JSON.stringify(of)),
        });
      await drop(bundle);
      await page.getByTestId("verdict-holds").waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await drop({ ...bundle, record: {} });
      await page.getByTestId("verdict-fails").waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.goto(`${url}/audit/reconciliation`);
      await page.getByTestId("button-reconcile").click();
      await page.getByTestId("reconciled").waitFor();
      expect(await violationsOn(page)).toEqual([]);
    },
  );
});
