import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { workplaces } from "../../web/workplaces.ts";
import { givenHandoff, givenRun } from "./support/api.ts";
import { givenBuilderHandoff, givenContract, givenWave } from "./support/builders.ts";
import { everyRole, openAs, settled, someone, url } from "./support/console.ts";
import { givenLaunch, givenProject } from "./support/launch.ts";
import { EPIC, givenFeature } from "./support/packets.ts";
import { violationsOn } from "./support/wcag.ts";
import { givenWorkflowHandoff } from "./support/workflow.ts";

const who = someone(...everyRole);

/** What stands in the place of each parameter of a page's path; a new parameter needs an example here. */
const examples: Record<string, string> = {};
const addressOf = (path: string): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const example = examples[name];
    if (example === undefined) throw new Error(`Add an example for :${name} of ${path} to this file`);
    return example;
  });

beforeAll(async () => {
  const { handoff } = await givenHandoff(who);
  const ready = await givenRun(who);
  await ready.lock();
  await ready.evaluate();
  Object.assign(examples, { runId: ready.runId, digest: handoff.digest, index: "5" });
  await givenBuilderHandoff(who, "H-32");
  await givenWave(who, "wave-1", ["H-32", "H-33"]);
  Object.assign(examples, {
    builderHandoffId: "H-32",
    waveId: "wave-1",
    featureId: (await givenFeature(who)).featureId,
    contractVersion: await givenContract(who, "1.0.0"),
    epicId: EPIC,
    workflowId: (await givenWorkflowHandoff(who, "human", "ready_to_complete")).id,
  });
  const { created } = await givenLaunch(who);
  const { projectId } = await givenProject(who);
  const { product_id, bom_id, pilot_wo_id } = created;
  Object.assign(examples, { projectId, productId: product_id, bomId: bom_id, workOrderId: pilot_wo_id });
});

/** What the browser itself complained of, and whom it asked. */
const watch = (page: Page) => {
  const said: string[] = [];
  const origins = new Set<string>();
  page.on("console", (message) => {
    // The browser itself says so of a run without a handoff, for which the answer is 404.
    const isAbsence = message.location().url.endsWith("/execution-handoff");
    if (message.type() === "error" && !isAbsence) said.push(message.text());
  });
  page.on("pageerror", ({ message }) => said.push(message));
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  return { said, origins };
};

const DESK = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

describe("every page", () => {
  test.each(workplaces)(
    "of $title keeps WCAG 2.2 A and AA in both colour modes, fits a phone, breaks no rule of its policy, and asks its own origin alone",
    { timeout: 120_000 },
    async ({ pages }) => {
      const page = await openAs(who, "/", { reducedMotion: "reduce", viewport: DESK });
      const { said, origins } = watch(page);
      for (const { path } of pages) {
        await page.goto(url + addressOf(path));
        await settled(page);
        expect(await violationsOn(page)).toEqual([]);
        await page.setViewportSize(PHONE);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([path, overflow]).toEqual([path, 0]);
        await page.setViewportSize(DESK);
      }
      expect(said).toEqual([]);
      expect([...origins]).toEqual([url]);
    },
  );
});
