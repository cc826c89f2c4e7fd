import { describe, expect, test } from "vitest";
import { openAs, someone, textOf, url } from "./support/console.ts";
import { givenProduct, givenProject, givenRouting } from "./support/launch.ts";
import { violationsOn } from "./support/wcag.ts";
import { check, goTo, next, step, tabTo, watchSteps } from "./support/wizard.ts";

describe("the handoff wizard", () => {
  test("hands a project over by keyboard alone, each step with two calls of the API at most", async () => {
    const who = someone("npd_lead");
    const { path, number, project, admin } = await givenProject(who);
    await givenRouting(who, "ROUTING-TRIAL-001");
    const page = await openAs(who, path);
    await page.getByTestId("button-start-handoff").waitFor();
    await tabTo(page, "Start Handoff");
    await page.keyboard.press("Enter");
    await step(page, 1).waitFor();
    expect(await textOf(page)).toContain("All checks passed - Ready for handoff");
    expect(await page.getByRole("img", { name: "Pass" }).count()).toBe(5);

    const watched = await watchSteps(page);
    const forward = async (name: string, to: number) => {
      await tabTo(page, name);
      watched.calls.length = 0;
      await page.keyboard.press("Enter");
      await step(page, to).waitFor();
      expect([to, watched.calls.length <= 2, watched.calls]).toEqual([to, true, watched.calls]);
    };
    await forward("Next: Product Selection", 2);
    expect(await page.getByLabel("Product Code").inputValue()).toBe(`PROD-${number}`);
    await forward("Next: BOM Preview", 3);
    const preview = await step(page, 3).innerText();
    for (const words of [`BOM-PROD-${number}-v1.0`, "100 kg", "Beef, minced", "81.5 kg · 81.5%", "Celery"])
      expect(preview).toContain(words);
    expect(await page.getByTestId("table-bom-preview").locator("tbody tr").count()).toBe(3);
    await forward("Next: Pilot WO", 4);
    expect(await page.getByLabel("Quantity").inputValue()).toBe("100");
    await forward("Next: Routing Selection", 5);
    expect(await page.getByLabel("Routing").locator("option:checked").innerText()).toContain("ROUTING-TRIAL-001");
    await forward("Next: Summary", 6);
    const summary = await page.getByTestId("summary").innerText();
    for (const words of [
      "All checks passed",
      "Premium Burger",
      "3 items",
      "100 kg",
      "testing → launched",
      "v2.0 locked",
    ])
      expect(summary).toContain(words);

    await tabTo(page, "Execute Handoff");
    await page.keyboard.press("Enter");
    await step(page, 8).waitFor();
    expect(await textOf(page)).toContain(`Handoff Complete! ${number} successfully launched to production.`);
    expect(await admin(`GET ${project}`)).toMatchObject({ status: "launched" });

    await tabTo(page, "View Pilot WO");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `WO-PILOT-${number}` }).waitFor();
    await page.getByText("ROUTING-TRIAL-001").waitFor();
    await page.getByRole("link", { name: number, exact: true }).waitFor();
    await page.getByRole("link", { name: `BOM-PROD-${number}-v1.0` }).click();
    await page.getByRole("heading", { name: `BOM-PROD-${number}-v1.0` }).waitFor();
    await page.getByText("Beef, minced").waitFor();
    await page.getByRole("link", { name: "Product", exact: true }).click();
    await page.getByRole("heading", { name: `PROD-${number} - Premium Burger` }).waitFor();
    await page.goto(`${url}${path}/handoff`);
    await page.getByText("Project already handed off").waitFor();
  });

  test("shows each step's content within 500 ms of the click, on the best of three visits", async ({ annotate }) => {
    const who = someone("npd_lead");
    const page = await openAs(who, "/npd/projects");
    const best = new Map<string, number>();
    for (let visit = 0; visit < 3; visit += 1) {
      const { path } = await givenProject(who);
      await page.goto(`${url}${path}`);
      await page.getByTestId("button-start-handoff").waitFor();
      const watched = await watchSteps(page);
      await page.getByTestId("button-start-handoff").click();
      await step(page, 1).waitFor();
      await goTo(page, 6);
      for (const [name, ms] of await watched.durations()) best.set(name, Math.min(ms, best.get(name) ?? ms));
    }
    await annotate([...best].map(([name, ms]) => `${name} after ${Math.round(ms)} ms`).join(", "));
    expect([...best.keys()]).toEqual(["step-1", "step-2", "step-3", "step-4", "step-5", "step-6"]);
    expect([...best].filter(([, ms]) => ms > 500)).toEqual([]);
  });

  test("names what stands in the way, leads to where it is mended, and checks again", async () => {
    const who = someone("npd_lead");
    const { path, project, admin } = await givenProject(who, { isReady: false });
    const page = await openAs(who, `${path}/handoff`);
    await step(page, 1).waitFor();
    const said = await step(page, 1).innerText();
    for (const words of [
      "Complete all G4 checklist items before handoff",
      "Lock formulation v2.0 before handoff",
      "Finance approval required for costing",
      "Missing: Label Proof",
    ])
      expect(said).toContain(words);
    expect(await next(page).isDisabled()).toBe(true);

    await page.getByTestId("button-lock-formulation").click();
    await page.getByTestId("button-confirm").click();
    await check(page, "formulation_locked").getByRole("img", { name: "Pass" }).waitFor();

    await page.getByRole("link", { name: "Fix Issue" }).click();
    await page.getByLabel("G4: Label proof approved").click();
    await page.getByText(`done by ${who.sub}`).waitFor();
    await page.getByTestId("section-documents").getByLabel("Type").selectOption("label_proof");
    await page.getByLabel("File name").fill("label.pdf");
    await page.getByRole("button", { name: "Add document" }).click();
    await page.getByTestId("section-documents").getByText("label.pdf").waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await page.getByTestId("button-start-handoff").click();
    await check(page, "compliance_docs").getByRole("img", { name: "Pass" }).waitFor();
    expect(await page.getByRole("img", { name: "Fail" }).count()).toBe(1);

    const rows = await admin(`GET ${project}/costing`);
    await admin(`PUT ${project}/costing`, [{ ...rows[0], status: "approved" }]);
    await page.getByRole("button", { name: "Re-check Validation" }).click();
    await page.getByText("All checks passed - Ready for handoff").waitFor();
    await next(page).click();
    await step(page, 2).waitFor();
  });

  test("updates a product that is found by search, is there after a reload as it was left, and keeps WCAG in each step", async () => {
    const who = someone("npd_lead");
    const { path } = await givenProject(who);
    await givenProduct(who, "PROD-001");
    const page = await openAs(who, `${path}/handoff`);
    await goTo(page, 2);
    await page.getByLabel("Update Existing Product").check();
    expect(await next(page).isDisabled()).toBe(true);
    const product = page.getByRole("combobox", { name: "Product" });
    await product.fill("nothing like it");
    await page.getByText("No active product has this in its code or name").waitFor();
    await product.fill("burg");
    await page.getByRole("option", { name: "Beef Burger (PROD-001)" }).click();
    await page.getByText("New BOM version will be created for this product").waitFor();
    expect(await page.getByTestId("picked-product").innerText()).toContain("BOM-PROD-001-v1.2");
    await next(page).click();
    await page.getByText("BOM-PROD-001-v1.2 ends on").waitFor();
    const changes = await page.getByTestId("table-bom-diff").innerText();
    for (const words of ["Onion, roasted", "Added", "1.5 kg more", "Removed"]) expect(changes).toContain(words);
    await next(page).click();
    await page.getByLabel("Create Pilot Work Order").click();
    await page.getByText("Pilot WO will not be created").waitFor();
    await next(page).click();
    await step(page, 6).waitFor();
    await page.getByTestId("text-draft-saved").waitFor();

    await page.reload();
    await step(page, 6).waitFor();
    const summary = await page.getByTestId("summary").innerText();
    for (const words of ["Update product: PROD-001 with new BOM v1.3", "No pilot WO", "No routing assigned"])
      expect(summary).toContain(words);
    await page.getByTestId("button-back").click();
    await page.getByText("Pilot WO will not be created").waitFor();
    await page.getByRole("button", { name: "Product", exact: true }).click();
    expect(await page.getByTestId("picked-product").innerText()).toContain("Beef Burger");

    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const shown of [2, 3, 4, 6]) {
      await goTo(page, shown);
      expect(await violationsOn(page)).toEqual([]);
    }
  });
});
