import type { Page } from "playwright-core";

export const step = (page: Page, number: number) => page.getByTestId(`step-${number}`);
export const next = (page: Page) => page.getByTestId("button-next");
export const execute = (page: Page) => page.getByTestId("button-execute");
export const check = (page: Page, name: string) => page.getByTestId(`check-${name}`);
/** Forward to a step. */
export const goTo = async (page: Page, wanted: number): Promise<void> => {
  const shown = page.locator("[data-testid^=step-]");
  for (;;) {
    const at = Number((await shown.getAttribute("data-testid"))?.slice("step-".length));
    if (at >= wanted) return;
    await next(page).click();
    await step(page, at).waitFor({ state: "detached" });
  }
};

/** What has the focus, by what it is called. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const on = document.activeElement;
    if (on === document.body) return "";
    const label = on instanceof HTMLInputElement ? on.labels?.[0]?.innerText : undefined;
    return label ?? on?.textContent ?? "";
  });

/** Tab until something with this name has the focus. */
export const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let stop = 0; stop < 40; stop += 1) {
    if ((await focused(page)).includes(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Nothing called "${name}" can be reached by keyboard; the focus is on "${await focused(page)}"`);
};

/** How long each step took from the click, or its key, to its content, and what it asked of the API, as the browser saw it. */
export const watchSteps = async (page: Page) => {
  await page.evaluate(() => {
    addEventListener("click", () => performance.mark("go"), { capture: true });
    new MutationObserver(() => {
      const step = document.querySelector("[data-testid^=step-]");
      const shown = step?.querySelector("[role=status] .mantine-Skeleton-root")
        ? null
        : step?.getAttribute("data-testid");
      if (shown && performance.getEntriesByName(shown).length === 0) performance.measure(shown, "go");
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  const calls: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/api/")) calls.push(request.method());
  });
  return {
    calls,
    durations: () =>
      page.evaluate(() =>
        performance.getEntriesByType("measure").map(({ name, duration }) => [name, duration] as const),
      ),
  };
};
