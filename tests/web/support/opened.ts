import type { Page } from "playwright-core";
import { settled, url } from "./console.ts";
import { violationsOn } from "./wcag.ts";

/** What can be opened on a page, and what is looked at once it is. */
const openings = [
  { opener: "main [role=tab]", opened: "main [role=tabpanel]", isOver: false },
  { opener: "main [data-accordion-control]", opened: "main [role=region]", isOver: false },
  { opener: "main [aria-haspopup=dialog]:not([disabled])", opened: "[role=dialog]", isOver: true },
] as const;

/** Opens all that can be opened on a page, one after the other. @returns what of it breaks WCAG, and what was opened */
export const openAll = async (page: Page, path: string): Promise<{ found: string[]; opened: string[] }> => {
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

/** Nothing moves, so that what is looked at is there. */
export const still = { reducedMotion: "reduce" } as const;
