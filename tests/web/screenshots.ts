import chromium from "@sparticuz/chromium";
import { mkdirSync } from "node:fs";
import { chromium as browsers, type Browser, type Page } from "playwright-core";
import { startStack } from "../../local/stack.ts";

/** A picture: its file's name, who is signed in, the address, and what is done before it is taken. */
type Picture = { name: string; person: string; path: string; prepare?: (page: Page) => Promise<void> };

const NORDWIND = {
  run: (n: number) => `/runs/0${n}b7c6d5-e4f3-4a2b-8c1d-9e0f1a2b3c4d`,
  feature: "/features/bef9dd1c-a252-4b36-8488-403c6deac048",
};

/** Forward in the wizard to a step. */
const forward = async (page: Page, wanted: number): Promise<void> => {
  const shown = page.locator("[data-testid^=step-]");
  for (;;) {
    const at = Number((await shown.getAttribute("data-testid"))?.slice("step-".length));
    if (at >= wanted) return;
    await page.getByTestId("button-next").click();
    await page.getByTestId(`step-${at}`).waitFor({ state: "detached" });
  }
};

const pictures: Picture[] = [
  { name: "home", person: "Ingrid Holm", path: "/" },
  { name: "runs", person: "Ingrid Holm", path: "/runs" },
  { name: "run-recorded", person: "Ingrid Holm", path: NORDWIND.run(2) },
  { name: "run-to-record", person: "Ingrid Holm", path: NORDWIND.run(3) },
  {
    name: "run-confirm",
    person: "Ingrid Holm",
    path: NORDWIND.run(3),
    prepare: async (page) => {
      await page.getByTestId("input-handoff-note").fill("As agreed after the roof survey");
      await page.getByTestId("button-create-handoff").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "features", person: "Per Lind", path: "/features" },
  { name: "feature", person: "Per Lind", path: NORDWIND.feature },
  {
    name: "feature-changes",
    person: "Per Lind",
    path: NORDWIND.feature,
    prepare: async (page) => {
      await page
        .getByRole("link", { name: /^Build, version 2/ })
        .first()
        .click();
      await page.getByRole("tab", { name: /^Changes/ }).click();
      await page.getByTestId("packet-changes").waitFor();
    },
  },
  { name: "features-spent", person: "Per Lind", path: "/features/spent" },
  {
    name: "features-epic",
    person: "Per Lind",
    path: NORDWIND.feature,
    prepare: async (page) => {
      await page.locator("a[href^='/features/epics/']").click();
      await page.getByTestId("section-spent").waitFor();
    },
  },
  { name: "builders", person: "Felix Brandt", path: "/builders" },
  { name: "builder-returned", person: "Felix Brandt", path: "/builders/H-33" },
  { name: "builder-validated", person: "Felix Brandt", path: "/builders/H-32" },
  { name: "builder-wave", person: "Felix Brandt", path: "/builders/waves/wave-2" },
  { name: "builder-wave-plan", person: "Felix Brandt", path: "/builders/waves/wave-2/plan" },
  { name: "builder-contract", person: "Felix Brandt", path: "/builders/contracts/1.0.0" },
  { name: "builder-contract-new", person: "Felix Brandt", path: "/builders/contracts/new?from=1.0.0" },
  { name: "workflow", person: "Emil Dahl", path: "/workflow?recipient=*" },
  {
    name: "workflow-handoff",
    person: "Emil Dahl",
    path: "/workflow/approvals",
    prepare: async (page) => {
      await page.getByRole("row", { name: "commit ready" }).getByRole("link").click();
      await page.getByTestId("timeline-chain").waitFor();
    },
  },
  {
    name: "workflow-composer",
    person: "Emil Dahl",
    path: "/workflow/new",
    prepare: async (page) => {
      await page.getByTestId("button-suggest").click();
      await page.getByLabel("Human Approval Needed").fill("maybe");
      await page.getByText("1 blocker").waitFor();
    },
  },
  { name: "projects", person: "Mara Vik", path: "/npd/projects" },
  { name: "project", person: "Mara Vik", path: "/npd/projects/102" },
  { name: "handoff-blocked", person: "Mara Vik", path: "/npd/projects/102/handoff" },
  {
    name: "handoff-product",
    person: "Mara Vik",
    path: "/npd/projects/101/handoff",
    prepare: (page) => forward(page, 2),
  },
  { name: "handoff-bom", person: "Jonas Eide", path: "/npd/projects/101/handoff", prepare: (page) => forward(page, 3) },
  {
    name: "handoff-summary",
    person: "Mara Vik",
    path: "/npd/projects/101/handoff",
    prepare: (page) => forward(page, 6),
  },
  { name: "handoff-done", person: "Mara Vik", path: "/npd/projects/b8a1f0e2-6d57-4c39-8e14-d5b6a7980c13/handoff" },
  { name: "launch-settings", person: "Astrid Solbakken", path: "/npd/settings" },
  { name: "notifications", person: "Per Aas", path: "/npd/notifications" },
  { name: "audit-history", person: "Lea Sand", path: "/audit" },
  { name: "audit-entry", person: "Lea Sand", path: "/audit/entries/5" },
  {
    name: "audit-verify",
    person: "Lea Sand",
    path: "/audit/entries/5",
    prepare: async (page) => {
      await page.getByRole("link", { name: "Verify here" }).click();
      await page.getByTestId("verdict-holds").waitFor();
    },
  },
  { name: "audit-checkpoint", person: "Lea Sand", path: "/audit/checkpoint" },
  { name: "audit-sealed", person: "Lea Sand", path: "/audit/sealed" },
  { name: "not-for-you", person: "Per Lind", path: "/runs" },
];

const widths = [1440, 390];
const schemes = ["light", "dark"] as const;
const folder = "docs/screenshots";

/** `npm run screenshots [NAME…]`: pictures of the console with its sample data, all of them or those that are named. */
const take = async (browser: Browser, url: string, { name, person, path, prepare }: Picture): Promise<void> => {
  for (const width of widths)
    for (const colorScheme of schemes) {
      const viewport = { width, height: width > 500 ? 900 : 844 };
      const context = await browser.newContext({ viewport, colorScheme, locale: "en-GB", timezoneId: "Europe/Oslo" });
      const page = await context.newPage();
      await page.goto(url + path);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: person }).click();
      await page.getByTestId("button-person").waitFor();
      await page.waitForLoadState("networkidle");
      await prepare?.(page);
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      await page.mouse.move(0, 0);
      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      const file = `${folder}/${name}-${width}${colorScheme === "dark" ? "-dark" : ""}.png`;
      // What lies over a page belongs to the part of it that is seen.
      await page.screenshot({ path: file, fullPage: (await page.getByRole("dialog").count()) === 0 });
      await context.close();
    }
  console.error(name);
};

const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stack = await startStack({ port: 0, data: ":memory:" });
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
try {
  for (const picture of pictures.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
    await take(browser, stack.url, picture);
} finally {
  await browser.close();
  await stack.stop();
}
