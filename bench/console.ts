import chromium from "@sparticuz/chromium";
import { chromium as browsers, type Browser, type Page } from "playwright-core";
import { runStack } from "../tests/support/running-stack.ts";
import { median } from "./median.ts";
import type { Row } from "./table.ts";

/** Only what is asked of it: the bench is not written for a browser. */
type Window = { document: { querySelector: (selector: string) => unknown; body: { innerText: string } } };

const LOADS = 7;
const STEPS = 6;

/** The first page of each workplace, and who of the samples works there. */
const pages = [
  { path: "/runs", person: "Ingrid Holm" },
  { path: "/npd/projects", person: "Mara Vik" },
  { path: "/features", person: "Per Lind" },
  { path: "/builders", person: "Felix Brandt" },
  { path: "/workflow", person: "Emil Dahl" },
  { path: "/audit", person: "Lea Sand" },
];
const PROJECT = "/npd/projects/101/handoff";

/**
 * A page is there when it shows its title and has loaded what it is about. That is looked at in the page, with every frame; its
 * policy lets no text be evaluated there.
 */
const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const { document } = globalThis as unknown as Window;
    return document.querySelector("h1") !== null && !document.body.innerText.split("\n").includes("Loading");
  });
};

const signedIn = async (browser: Browser, url: string, person: string): Promise<Page> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: person }).click();
  await page.getByTestId("button-person").waitFor();
  return page;
};

/** How long some work takes, in ms. */
const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Until a page shows what it is about, its files at hand, in ms: the median. */
const loadTime = async (page: Page, url: string): Promise<number> => {
  const times: number[] = [];
  for (let load = 0; load < LOADS; load += 1)
    times.push(
      await timeOf(async () => {
        await page.goto(url, { waitUntil: "commit" });
        await settled(page);
      }),
    );
  return median(times);
};

/** From the click on Next until the step that follows shows its content, in ms: the slowest of the steps. */
const slowestStep = async (page: Page, url: string): Promise<number> => {
  await page.goto(url);
  const times: number[] = [];
  for (let step = 1; step < STEPS; step += 1) {
    await page.getByTestId(`step-${step}`).waitFor();
    const next = async () => {
      await page.getByTestId("button-next").click();
      await page.getByTestId(`step-${step + 1}`).waitFor();
      await settled(page);
    };
    times.push(await timeOf(next));
  }
  return Math.max(...times);
};

/** How long pages of the console take, opened anew with the samples of `npm start` in the Chromium of the tests. */
export const consoleRows = async (): Promise<Row[]> => {
  const stack = await runStack({ BATON_DATA: ":memory:", BATON_SAMPLE: "" });
  const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
  try {
    const rows: Row[] = [];
    for (const { path, person } of pages) {
      const measured = await loadTime(await signedIn(browser, stack.url, person), stack.url + path);
      rows.push({ what: `open the console at ${path}`, measured, unit: "ms", most: 1_000 });
    }
    const measured = await slowestStep(await signedIn(browser, stack.url, "Mara Vik"), stack.url + PROJECT);
    return [...rows, { what: "slowest step of the wizard, from the click", measured, unit: "ms", most: 500 }];
  } finally {
    await browser.close();
    await stack.kill();
  }
};
