import { describe, expect, test } from "vitest";
import { workplaces } from "../../web/workplaces.ts";
import { givenRun } from "./support/api.ts";
import { everyRole, openAs, openWindow, settled, signIn, someone, url } from "./support/console.ts";
import { violationsOn } from "./support/wcag.ts";

const who = someone(...everyRole);

describe("WCAG 2.2 A and AA, in both colour modes", () => {
  const still = { reducedMotion: "reduce" } as const;

  test("are kept by the page that asks who signs in, by the first one, and by one that is not there", async () => {
    const page = await openWindow(still);
    await page.goto(url);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await signIn(page, who);
    for (const path of ["/", "/nowhere"]) {
      await page.goto(url + path);
      await settled(page);
      expect(await violationsOn(page)).toEqual([]);
    }
  });

  test("are kept by what opens over a page, by a refusal, and by a page that is closed", async () => {
    const run = await givenRun(who);
    await run.lock();
    await run.evaluate();
    const page = await openAs(who, run.path, still);
    await page.getByTestId("button-create-handoff").click();
    await page.getByRole("dialog").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByTestId("button-person").click();
    await page.getByTestId("text-roles").waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.goto(`${url}/runs/no-id`);
    await page.getByTestId("alert-problem").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
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

  test("shows times by the device's clock until UTC is chosen, by touch too, and keeps that", async () => {
    const { path } = await givenRun(who);
    const page = await openAs(who, path, { hasTouch: true, viewport: { width: 390, height: 844 } });
    const shown = () => page.locator('time[datetime="2026-12-01T08:00:00.000Z"]').first().innerText();
    await expect.poll(shown).toMatch(/09:00$/);
    await page.getByTestId("button-person").tap();
    await page.getByRole("menuitemradio", { name: "Times in UTC" }).tap();
    await expect.poll(shown).toMatch(/08:00 UTC$/);
    await page.reload();
    await expect.poll(shown).toMatch(/08:00 UTC$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
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
