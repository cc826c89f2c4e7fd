import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { apiOf } from "./support/api.ts";
import { aTeam, givenBuilderHandoff, givenContract } from "./support/builders.ts";
import { openAs } from "./support/console.ts";

const confirm = (page: Page) => page.getByTestId("button-confirm");
const plan = (page: Page) => page.getByTestId("button-plan-wave");

describe("a wave", () => {
  test("is planned with its handoffs and what they wait for, and planned anew; a circle is refused", async () => {
    const { builder, reviewer } = aTeam();
    await givenBuilderHandoff(builder, "H-32");
    const page = await openAs(reviewer, "/builders/waves");
    await page.getByRole("link", { name: "Plan a wave" }).click();
    await page.getByLabel("Wave", { exact: true }).fill("wave-1");
    await page.getByLabel("Title (optional)").fill("Gate and budget");
    await page.getByLabel("Handoff 1", { exact: true }).fill("H-32");
    await page.getByLabel("Handoff 1 depends on").fill("H-33");
    await page.getByRole("button", { name: "Add a handoff" }).click();
    await page.getByLabel("Handoff 2", { exact: true }).fill("H-33");
    await page.getByLabel("Handoff 2 depends on").fill("H-32, H-31");
    await plan(page).click();
    await page.getByTestId("alert-problem").getByText("These wait for each other").first().waitFor();

    await page.getByLabel("Handoff 1 depends on").fill("");
    await page.getByLabel("It is the last wave of its build").check();
    await plan(page).click();
    await page.getByRole("heading", { name: "Gate and budget" }).waitFor();
    await page.getByRole("row", { name: "H-33 Not drafted H-32, H-31" }).waitFor();

    await page.getByRole("link", { name: "Plan anew" }).click();
    await page.getByRole("button", { name: "Remove handoff 2" }).click();
    await page.getByLabel("Integration handoff (optional)").fill("H-40");
    await plan(page).click();
    await page.getByText("0 of 1 handoffs are VALIDATED").waitFor();
    const wave = await (await apiOf(reviewer))("GET /api/builder-waves/wave-1");
    expect(wave).toMatchObject({ title: "Gate and budget", final: true, integration: { handoff_id: "H-40" } });
    expect(wave.members.map((member: any) => member.handoff_id)).toEqual(["H-32"]);
  });

  test("that a colleague planned meanwhile is not written over unseen", async () => {
    const { builder, reviewer } = aTeam();
    const api = await apiOf(reviewer);
    await api("PUT /api/builder-waves/wave-1", { members: ["H-32"] });
    const page = await openAs(builder, "/builders/waves/wave-1/plan");
    await page.getByLabel("Title (optional)").fill("Mine");
    await api("PUT /api/builder-waves/wave-1", { title: "Theirs", members: ["H-32", "H-33"] });
    await plan(page).click();
    await page.getByTestId("alert-problem").waitFor();
    await expect.poll(() => page.getByLabel("Title (optional)").inputValue()).toBe("Theirs");
    expect(await api("GET /api/builder-waves/wave-1")).toMatchObject({ title: "Theirs" });
  });
});

describe("a prompt contract", () => {
  test("is published from the one before it, once, and shown with its questions to reviewers alone", async () => {
    const { builder, reviewer } = aTeam();
    await givenContract(reviewer, "1.0.0");
    const page = await openAs(reviewer, "/builders/contracts");
    await page.getByRole("link", { name: "1.0.0" }).click();
    await page.getByRole("link", { name: "Publish a new version" }).click();
    const publish = page.getByTestId("button-publish-contract");
    await publish.waitFor();
    expect(await publish.isDisabled()).toBe(true);
    await page.getByLabel("Version").fill("1.1.0");
    await page.getByLabel("Template").fill("[HANDOFF_ID] [ONE_LINE_MISSION] [CONTRACT_VERSION]");
    await publish.click();
    await confirm(page).click();
    await page.getByRole("dialog").getByText("Expected the variables [QUESTION]").first().waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

    const template =
      "# [HANDOFF_ID]\n\nContract version: [CONTRACT_VERSION]\n\n[ONE_LINE_MISSION] Answer these questions.\n\n[QUESTION]";
    await page.getByLabel("Template").fill(template);
    await publish.click();
    await confirm(page).click();
    await page.getByRole("dialog").getByText("Not told to stop").first().waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

    await page.getByLabel("Template").fill(template.replace("questions.", "questions, then STOP and WAIT."));
    await page.getByLabel("Adversarial question 3", { exact: true }).fill("What would you refuse?");
    await publish.click();
    await confirm(page).click();
    await page.getByRole("heading", { name: "Prompt contract 1.1.0" }).waitFor();
    await page.getByText("What would you refuse?").waitFor();

    const other = await openAs(builder, "/builders/contracts");
    await other.getByRole("cell", { name: "1.1.0" }).waitFor();
    expect(await other.getByRole("link", { name: "1.1.0" }).count()).toBe(0);
    expect(await other.getByRole("link", { name: "Publish a version" }).count()).toBe(0);
  });
});
