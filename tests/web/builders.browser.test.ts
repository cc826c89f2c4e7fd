import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { resultsOf } from "../builder-handoffs/documents.ts";
import { aTeam, givenBuilderHandoff, givenDraft, givenWave, validated } from "./support/builders.ts";
import { openAs } from "./support/console.ts";

const review = (page: Page) => page.getByTestId("button-review");
const confirm = (page: Page) => page.getByTestId("button-confirm");
const fails = (page: Page) => page.getByTestId("item-fails");

describe("a builder handoff", () => {
  test("goes from the board through its checklist to VALIDATED, and lets its wave close", async () => {
    const { builder, reviewer } = aTeam();
    await givenBuilderHandoff(builder, "H-31", resultsOf("H-31", { total: 800 }));
    await validated(reviewer, "H-31");
    await givenBuilderHandoff(builder, "H-32");
    const wave = await givenWave(reviewer, "wave-1", ["H-31", "H-32"]);
    const page = await openAs(reviewer, "/builders");
    await page.getByTestId("column-VALIDATED").getByRole("link", { name: "H-31" }).waitFor();
    await page.getByTestId("column-results_in").getByRole("link", { name: "H-32" }).click();

    await page.getByText("10 of 10 items pass").waitFor();
    expect(await page.getByTestId("evidence").first().innerText()).toMatch(/^Results, line 1: /);
    await expect.poll(() => page.getByTestId("row-baseline").count()).toBe(2);
    expect(await page.getByTestId("row-baseline").first().innerText()).toMatch(/H-32\s+21\s+829 \(\+29\)\s+0/);
    await page.getByLabel("Note (optional)").fill("Hashes spot-checked.");
    await review(page).click();
    await confirm(page).click();
    await page.getByTestId("text-review-verdict").getByText("VALIDATED").waitFor();
    await page.getByTestId("section-review").getByText("Hashes spot-checked.").waitFor();
    expect(await page.getByTestId("text-builder-state").innerText()).toBe("VALIDATED");
    expect(await review(page).count()).toBe(0);
    const [statement] = await Promise.all([
      page.waitForEvent("download"),
      page.getByTestId("button-download-statement").click(),
    ]);
    expect(statement.suggestedFilename()).toBe("H-32.intoto.json");

    await page.goto(new URL(wave.path, page.url()).href);
    await page.getByText("2 of 2 handoffs are VALIDATED").waitFor();
    await page.getByTestId("button-close-wave").click();
    await confirm(page).click();
    await page.getByTestId("text-wave-state").getByText("Closed").waitFor();
  });

  test("is refused VALIDATED while an item fails, shows the line that it fails on, and is returned", async () => {
    const { builder, reviewer } = aTeam();
    const hostile = resultsOf("H-32", {
      failed: 3,
      issues: "- <img src=x onerror=alert(1)>",
      newFailures: "test_gate",
    });
    const { path } = await givenBuilderHandoff(builder, "H-32", hostile);
    const page = await openAs(reviewer, path);
    await fails(page).first().waitFor();
    const place = page.getByTestId("findings").getByRole("button", { name: /^Line/ }).first();
    const [, line] = (await place.innerText()).split(" ");
    await place.click();
    const shown = page.getByTestId("document").locator("[aria-current]");
    expect(await shown.getAttribute("id")).toBe(`results-line-${line}`);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`results-line-${line}`);
    await page.getByTestId("document").getByText("<img src=x onerror=alert(1)>").waitFor();
    await page.getByTestId("document").getByRole("heading", { name: "Clean-Room Verification" }).waitFor();
    await page.getByText("Source", { exact: true }).click();
    await page.getByTestId("document").getByText("- <img src=x onerror=alert(1)>").waitFor();
    await place.click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`results-line-${line}`);

    const failing = await fails(page).count();
    await review(page).click();
    await confirm(page).click();
    const refusal = page.getByRole("dialog").getByTestId("alert-problem");
    expect(await refusal.innerText()).toContain(`${failing} of 10 items do not pass`);
    expect(await refusal.getByRole("listitem").count()).toBe(failing);
    expect(await refusal.innerText()).toContain("no new failures");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("radio", { name: "Return to the builder" }).check();
    await review(page).click();
    await confirm(page).click();
    await page.getByTestId("text-review-verdict").getByText("Returned").waitFor();
  });

  test("is built once its questions are answered and another lets go, and is not reviewed by whoever built it", async () => {
    const { builder, reviewer } = aTeam();
    const both = { ...builder, roles: ["builder", "reviewer"] };
    const { path, submit } = await givenDraft(both, reviewer, "H-32");
    const page = await openAs(both, path);
    await page.getByRole("button", { name: "Answer the 13 questions" }).click();
    const questions = page.getByRole("textbox");
    await expect.poll(() => questions.count()).toBe(13);
    for (const question of await questions.all()) await question.fill("The token budgeter.");
    await page.getByTestId("button-answer").click();
    await confirm(page).click();
    await page.getByText("The builder waits for the reviewer.").waitFor();
    expect(await page.getByTestId("button-release").count()).toBe(0);

    const other = await openAs(reviewer, path);
    await other.getByRole("button", { name: "13 questions and answers" }).click();
    const expected = other.getByTestId("answers").getByText("Expected: The token budgeter.");
    await expect.poll(() => expected.count()).toBe(13);
    await other.getByTestId("button-release").click();
    await confirm(other).click();
    await other.getByText(`Released by ${reviewer.sub}`).waitFor();

    await submit();
    await page.reload();
    await page.getByText("You worked on this handoff.").waitFor();
    expect(await review(page).count()).toBe(0);
  });
});
