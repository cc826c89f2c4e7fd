import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** WCAG 2.2 at the levels A and AA, with all that it took over. */
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** In both colour modes: a page follows the system's at once. Only the rules of colour can judge the second one otherwise. */
const modes = [
  { colorScheme: "light", judge: (axe: AxeBuilder) => axe.withTags(wcag), atLeast: 6 },
  {
    colorScheme: "dark",
    judge: (axe: AxeBuilder) => axe.withRules(["color-contrast", "link-in-text-block"]),
    atLeast: 1,
  },
] as const;

/** What breaks WCAG on a page as it stands. @param within a part of it */
export const violationsOn = async (page: Page, within?: string): Promise<string[]> => {
  const found: string[] = [];
  for (const { colorScheme, judge, atLeast } of modes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    // The legacy way does not look into frames, of which there are none, and opens no window of its own for it.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
    const { violations, passes } = await judge(within === undefined ? axe : axe.include(within)).analyze();
    expect(passes.length).toBeGreaterThanOrEqual(within === undefined ? atLeast : 1);
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ html }) => `${page.url()} ${colorScheme} ${id}: ${html}`));
  }
  return found;
};
