import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** WCAG 2.2 at the levels A and AA, with all that it took over. */
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What breaks WCAG in both colour modes: a page follows the system's at once. */
export const violationsOn = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    const { violations, passes } = await new AxeBuilder({ page }).withTags(wcag).analyze();
    expect(passes.length).toBeGreaterThan(5);
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ html }) => `${page.url()} ${colorScheme} ${id}: ${html}`));
  }
  return found;
};
