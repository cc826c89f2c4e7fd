import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { workplaces } from "../../web/workplaces.ts";
import { givenHandoff, givenRun } from "./support/api.ts";
import { openAs, openWindow, signIn, someone, url } from "./support/console.ts";
import { givenLaunch, givenProject } from "./support/launch.ts";
import { violationsOn } from "./support/wcag.ts";

const everyRole = [
  ...["owner", "admin", "tenant_admin", "npd_lead", "r_and_d", "regulatory", "finance", "production_manager"],
  ...["orchestrator", "agent", "builder", "reviewer", "member", "auditor"],
];
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
  const { created } = await givenLaunch(who);
  const { projectId } = await givenProject(who);
  const { product_id, bom_id, pilot_wo_id } = created;
  Object.assign(examples, { projectId, productId: product_id, bomId: bom_id, workOrderId: pilot_wo_id });
});

const settled = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.getByText("Loading", { exact: true }).count()).toBe(0);
};

const pages = workplaces.flatMap(({ pages: each }) => each.map(({ path }) => path));

describe("WCAG 2.2 A and AA, in both colour modes", () => {
  const still = { reducedMotion: "reduce" } as const;

  const keptAt = async (page: Page, paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      await page.goto(url + addressOf(path));
      await settled(page);
      expect(await violationsOn(page)).toEqual([]);
    }
  };

  test.each(workplaces)("are kept by every page of $title", async ({ pages: each }) => {
    await keptAt(
      await openAs(who, "/", still),
      each.map(({ path }) => path),
    );
  });

  test("are kept by the page that asks who signs in, by the first one, and by one that is not there", async () => {
    const page = await openWindow(still);
    await page.goto(url);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await signIn(page, who);
    await keptAt(page, ["/", "/nowhere"]);
  });

  test("are kept by what opens over a page, by a refusal, and by a page that is closed", async () => {
    const page = await openAs(who, addressOf("/runs/:runId"), still);
    await page.getByTestId("button-create-handoff").click();
    await page.getByRole("dialog").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByTestId("button-person").click();
    await page.getByTestId("text-roles").waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.goto(`${url}/runs/no-id`);
    await page.getByTestId("alert-problem").waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(url);
    await page.getByRole("button", { name: "Workplaces" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Audit" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("link", { name: "Audit" }).click();
    await page.getByRole("heading", { name: "Audit" }).waitFor();

    const member = await openAs(someone("member"), "/runs", still);
    await member.getByTestId("page-not-for-you").waitFor();
    expect(await violationsOn(member)).toEqual([]);
  });
});

describe("every page", () => {
  test("loads from its own origin alone, breaks no rule of its policy, and is never wider than a phone", async () => {
    const page = await openAs(who, "/", { viewport: { width: 390, height: 844 } });
    const said: string[] = [];
    const origins = new Set<string>();
    page.on("console", (message) => {
      // The browser itself says so of a run without a handoff, for which the answer is 404.
      const isAbsence = message.location().url.endsWith("/execution-handoff");
      if (message.type() === "error" && !isAbsence) said.push(message.text());
    });
    page.on("pageerror", ({ message }) => said.push(message));
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    for (const path of pages) {
      await page.goto(url + addressOf(path));
      await settled(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, overflow]).toEqual([path, 0]);
    }
    expect(said).toEqual([]);
    expect([...origins]).toEqual([url]);
  });

  test("takes a reader to its title, and names the window by it", async () => {
    const page = await openAs(who, "/runs");
    await page.getByRole("link", { name: "Audit" }).first().click();
    await expect.poll(() => page.title()).toBe("Audit · Baton");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Audit");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  });

  test("follows the system's colour mode until another is chosen, and keeps that", async () => {
    const page = await openAs(who, "/", { colorScheme: "dark" });
    const mode = () => page.locator("html").getAttribute("data-mantine-color-scheme");
    await expect.poll(mode).toBe("dark");
    await page.getByTestId("button-person").click();
    await page.getByRole("menuitemradio", { name: "Light" }).click();
    await expect.poll(mode).toBe("light");
    await page.reload();
    await expect.poll(mode).toBe("light");
  });
});

describe("the first screen", () => {
  const MOST_BYTES = 350_000;

  test(`of each workplace needs less than ${MOST_BYTES / 1_000} KB of JavaScript, compressed`, async () => {
    for (const {
      pages: [first],
    } of workplaces) {
      const page = await openWindow();
      const sizes = new Map<string, Promise<number>>();
      page.on("response", (response) => {
        // The page is opened twice, before and after signing in; the second time its files are there.
        if (!response.url().endsWith(".js") || sizes.has(response.url())) return;
        expect(response.headers()).toMatchObject({
          "content-encoding": "gzip",
          "cache-control": "public, max-age=31536000, immutable",
        });
        const size = response.request().sizes();
        sizes.set(
          response.url(),
          size.then(({ responseBodySize }) => responseBodySize),
        );
      });
      await page.goto(url + first.path);
      await signIn(page, who);
      await settled(page);
      const bytes = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
      expect(bytes, first.path).toBeGreaterThan(100_000);
      expect(bytes, first.path).toBeLessThan(MOST_BYTES);
    }
  });
});
