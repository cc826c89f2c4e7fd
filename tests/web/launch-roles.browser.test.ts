import { describe, expect, test } from "vitest";
import { colleague, openAs, someone, textOf, url } from "./support/console.ts";
import { givenLaunch, givenProject, givenRouting } from "./support/launch.ts";
import { execute, goTo, step } from "./support/wizard.ts";

describe("who is no NPD lead", () => {
  test("of R&D goes through the wizard and changes nothing; before gate G4 there is none", async () => {
    const who = someone("r_and_d");
    const { path } = await givenProject(who);
    const early = await givenProject(who, { gate: "G3" });
    const page = await openAs(who, `${path}/handoff`);
    await page.getByText("Only NPD Lead can execute handoff").waitFor();
    const writes: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") writes.push(request.url());
    });
    await goTo(page, 2);
    expect(await page.getByLabel("Product Code").isEditable()).toBe(false);
    await goTo(page, 6);
    expect(await execute(page).isDisabled()).toBe(true);
    expect(writes).toEqual([]);

    await page.goto(`${url}${early.path}`);
    const start = page.getByTestId("button-start-handoff");
    expect(await start.getAttribute("aria-disabled")).toBe("true");
    await start.focus();
    await page.getByRole("tooltip").waitFor();
    expect(await page.getByRole("tooltip").innerText()).toBe("Handoff only available at Gate G4");
    await page.goto(`${url}${early.path}/handoff`);
    await page.getByTestId("handoff-status").waitFor();
    expect(await textOf(page)).toContain("Handoff only available at Gate G4");
  });

  test("but the Production Manager sees how far it is, is told of what was launched, and follows the link", async () => {
    const who = someone("production_manager");
    const { path, number, created } = await givenLaunch(who);
    const ready = await givenProject(who);
    const page = await openAs(who, `${ready.path}/handoff`);
    await page.getByTestId("handoff-status").waitFor();
    expect(await page.getByTestId("badge-handoff-status").innerText()).toBe("Ready");
    expect(await page.getByTestId("button-next").count()).toBe(0);
    await page.goto(`${url}${path}`);
    await page.getByRole("link", { name: created.bom_number }).waitFor();
    expect(await page.getByTestId("button-start-handoff").count()).toBe(0);
    expect(await page.getByTestId("section-costing").count()).toBe(0);
    await page.goto(`${url}/npd/notifications`);
    const here = page.locator("nav [aria-current=page]");
    await expect.poll(() => here.allInnerTexts()).toEqual(["Launch", "Notifications"]);
    await page.getByRole("link", { name: `New Product Handed Off: PROD-${number}` }).click();
    await page.getByRole("heading", { name: created.pilot_wo_number }).waitFor();
  });

  test("exports instead where the settings say NPD only", async () => {
    const who = someone("npd_lead");
    const { path, number, admin } = await givenProject(who);
    await admin("PUT /api/npd/settings", { npd_only_mode: true });
    const page = await openAs(who, `${path}/handoff`);
    await goTo(page, 6);
    expect(await execute(page).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export for Excel (CSV)" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`handoff-${number}.csv`);
    expect(Buffer.concat(await (await download.createReadStream()).toArray()).toString()).toContain("Beef, minced");
  });
});

describe("how a tenant hands off", () => {
  test("is set by an administrator, and holds for the next check", async () => {
    const lead = someone("npd_lead");
    const { path } = await givenProject(lead, { isReady: false });
    await givenRouting(lead, "ROUTING-TRIAL-001");
    const page = await openAs(colleague(lead, "admin"), "/npd/settings");
    expect(await page.getByLabel("Routing of a pilot work order").inputValue()).toBe("ROUTING-TRIAL-001");
    await page.getByLabel("Finance approves the costing").uncheck();
    await page.getByLabel("Warn where the cost").fill("60");
    await page.getByTestId("button-save-settings").click();
    await page.getByTestId("alert-problem").getByText("/cost_variance_blocker_pct").first().waitFor();
    await page.getByLabel("Block where the cost").fill("80");
    await page.getByTestId("button-save-settings").click();
    await page.getByText("Saved", { exact: true }).waitFor();

    const other = await openAs(lead, `${path}/handoff`);
    await step(other, 1).waitFor();
    expect(await textOf(other)).toContain("3 things stand in the way of the handoff");
    await other.goto(`${url}/npd/settings`);
    await other.getByTestId("page-not-for-you").waitFor();
  });
});
