import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { colleague, openAs, someone } from "./support/console.ts";
import { givenWorkflowHandoff } from "./support/workflow.ts";

const readBack = (page: Page) => page.getByTestId("input-read-back");
const receive = (page: Page) => page.getByTestId("button-receive");
const verdict = (page: Page) => page.getByTestId("text-verdict");
const confirm = (page: Page) => page.getByTestId("button-confirm");

describe("a workflow handoff", () => {
  test("is accepted by one of two receivers; the other is told who was first, and shown what they said", async () => {
    const sender = someone("agent");
    const [first, second] = [colleague(sender, "member", "qa"), colleague(sender, "member", "qa")];
    const { path } = await givenWorkflowHandoff(sender, "qa");
    const [one, other] = await Promise.all([openAs(first, "/workflow"), openAs(second, path)]);
    await one.getByRole("link", { name: "Ready for QA" }).click();
    expect(await receive(one).isDisabled()).toBe(true);
    await readBack(one).fill("I verify chunk 014.");
    await readBack(other).fill("Chunk 014 is mine to verify.");
    await receive(one).click();
    await one.getByTestId("text-receipt").waitFor();

    await receive(other).click();
    const refusal = await other.getByTestId("alert-problem").innerText();
    expect(refusal).toContain(`${first.sub} answered this handoff`);
    expect(refusal).toContain("An answer is given once");
    await other.getByTestId("text-receipt").waitFor();
    expect(await other.getByTestId("section-receipt").innerText()).toContain("I verify chunk 014.");
    expect(await receive(other).count()).toBe(0);
    expect(await other.getByTestId("holders").getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining(sender.sub),
      expect.stringMatching(new RegExp(`^${first.sub}.*until now`)),
    ]);
  });

  test("is found in the inbox that a link leads to, also by who is not addressed", async () => {
    const sender = someone("agent");
    await givenWorkflowHandoff(sender, "qa");
    await givenWorkflowHandoff(sender, "human", "ready_to_complete");
    const page = await openAs(colleague(sender, "member"), "/workflow?recipient=qa");
    await page.getByRole("link", { name: "Ready for QA" }).waitFor();
    expect(await page.getByRole("link", { name: "Ready to complete" }).count()).toBe(0);
    expect(await page.getByLabel("Recipient").inputValue()).toBe("qa");
    await page.getByLabel("Recipient").selectOption("*");
    await page.getByRole("link", { name: "Ready to complete" }).waitFor();
    expect(new URL(page.url()).searchParams.get("recipient")).toBe("*");
  });

  test("is composed from a suggestion under the rules' eyes, and may be withdrawn until it is received", async () => {
    const who = someone("builder");
    const page = await openAs(who, "/workflow/new");
    await page.getByTestId("button-suggest").click();
    await verdict(page).getByText("It breaks no rule").waitFor();
    await page.getByLabel("Human Approval Needed").fill("maybe");
    await verdict(page).getByText("1 blocker").waitFor();
    expect(await page.locator("[data-rule=approval-stated]").innerText()).toContain("Blocker:");
    expect(await page.getByTestId("button-submit-handoff").isDisabled()).toBe(true);
    await page.getByLabel("Human Approval Needed").fill("no");
    await verdict(page).getByText("It breaks no rule").waitFor();
    await page.getByLabel("To", { exact: true }).fill("qa");
    await page.getByTestId("button-submit-handoff").click();
    await confirm(page).click();

    await page.getByTestId("section-receipt").getByText("Waits for qa").waitFor();
    await page.getByTestId("button-withdraw").click();
    await confirm(page).click();
    await page.getByTestId("text-handoff-status").getByText("Withdrawn").waitFor();
    await page.getByRole("link", { name: "Workflow" }).last().click();
    await page.getByRole("link", { name: "Sent" }).click();
    await page.getByRole("row", { name: /Ready for QA Withdrawn/ }).waitFor();
  });

  test("that needs a human is approved for the block that was looked at, and may come back for what is missing", async () => {
    const sender = someone("agent");
    const human = colleague(sender, "reviewer");
    const { path } = await givenWorkflowHandoff(sender, "human", "ready_to_complete");
    const page = await openAs(human, "/workflow/approvals");
    await page.getByRole("link", { name: "Ready to complete" }).click();
    await page.getByTestId("button-approve").click();
    await confirm(page).click();
    await page.getByTestId("text-approval-status").getByText("Approved").waitFor();
    expect(await page.getByTestId("section-approval").innerText()).toContain(`by ${human.sub}`);

    await page.getByRole("radio", { name: "Needs input" }).check();
    await readBack(page).fill("I complete chunk 014.");
    expect(await receive(page).isDisabled()).toBe(true);
    await page.getByTestId("input-missing").fill("the test report\nthe list of files");
    await receive(page).click();
    await page.getByTestId("text-receipt").getByText("Needs input").waitFor();
    expect(await page.getByTestId("section-receipt").getByRole("listitem").allInnerTexts()).toEqual([
      "the test report",
      "the list of files",
    ]);
    const senders = await openAs(sender, path);
    await senders.getByRole("link", { name: "Replace" }).waitFor();
    expect(await senders.getByTestId("button-approve").count()).toBe(0);
  });

  test("that is approved is used once, by whoever does what was approved", async () => {
    const sender = someone("agent");
    const human = colleague(sender, "reviewer");
    const { path } = await givenWorkflowHandoff(sender, "human", "ready_to_complete");
    const page = await openAs(human, path);
    await page.getByTestId("button-approve").click();
    await confirm(page).click();
    await page.getByTestId("text-approval-status").getByText("Approved").waitFor();
    expect(await page.getByTestId("button-use-approval").count()).toBe(0);

    const senders = await openAs(sender, path);
    await senders.getByTestId("button-use-approval").click();
    await confirm(senders).click();
    await senders.getByTestId("text-approval-status").getByText("Approval used").waitFor();
    expect(await senders.getByTestId("section-approval").innerText()).toContain(`by ${sender.sub}`);
    expect(await senders.getByTestId("button-use-approval").count()).toBe(0);
  });
});
