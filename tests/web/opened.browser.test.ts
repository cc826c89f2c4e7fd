import { describe, expect, test } from "vitest";
import { givenHandoff, givenRun } from "./support/api.ts";
import { everyRole, openAs, someone, url } from "./support/console.ts";
import { givenProject } from "./support/launch.ts";
import { openAll, still } from "./support/opened.ts";
import { givenFeature } from "./support/packets.ts";
import { violationsOn } from "./support/wcag.ts";

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
