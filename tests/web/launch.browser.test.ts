import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { givenLaunch, givenProduct, givenProject, givenRouting } from "./support/launch.ts";
import { openAs, someone, textOf, url } from "./support/console.ts";
import { violationsOn } from "./support/wcag.ts";

const step = (page: Page, number: number) => page.getByTestId(`step-${number}`);
const next = (page: Page) => page.getByTestId("button-next");
const execute = (page: Page) => page.getByTestId("button-execute");
const check = (page: Page, name: string) => page.getByTestId(`check-${name}`);
const EXECUTE = "**/handoff/execute";

/** Forward to a step. */
const goTo = async (page: Page, wanted: number): Promise<void> => {
  const shown = page.locator("[data-testid^=step-]");
  for (;;) {
    const at = Number((await shown.getAttribute("data-testid"))?.slice("step-".length));
    if (at >= wanted) return;
    await next(page).click();
    await step(page, at).waitFor({ state: "detached" });
  }
};

/** What has the focus, by what it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const on = document.activeElement;
    if (on === document.body) return "";
    const label = on instanceof HTMLInputElement ? on.labels?.[0]?.innerText : undefined;
    return label ?? on?.textContent ?? "";
  });

/** Tab until something with this name has the focus. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let stop = 0; stop < 40; stop += 1) {
    if ((await focused(page)).includes(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Nothing called "${name}" can be reached by keyboard; the focus is on "${await focused(page)}"`);
};

/** How long each step took from the key to its content, and what it asked of the API, as the browser saw it. */
const watchSteps = async (page: Page) => {
  await page.evaluate(() => {
    addEventListener("keydown", () => performance.mark("go"), { capture: true });
    new MutationObserver(() => {
      const shown = document.querySelector("[data-testid^=step-]")?.getAttribute("data-testid");
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

describe("the handoff wizard", () => {
  test("hands a project over by keyboard alone, each step with two calls of the API at most", async ({ annotate }) => {
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
    const durations = await watched.durations();
    await annotate(durations.map(([name, ms]) => `${name} after ${Math.round(ms)} ms`).join(", "));

    await tabTo(page, "Execute Handoff");
    await page.keyboard.press("Enter");
    await step(page, 8).waitFor();
    expect(await textOf(page)).toContain(`Handoff Complete! ${number} successfully launched to production.`);
    expect(await admin(`GET ${project}`)).toMatchObject({ status: "launched" });

    await tabTo(page, "View Pilot WO");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `WO-PILOT-${number}` }).waitFor();
    await page.getByText("ROUTING-TRIAL-001").waitFor();
    await page.getByRole("link", { name: `BOM-PROD-${number}-v1.0` }).click();
    await page.getByRole("heading", { name: `BOM-PROD-${number}-v1.0` }).waitFor();
    await page.getByRole("link", { name: "Product", exact: true }).click();
    await page.getByRole("heading", { name: `PROD-${number} - Premium Burger` }).waitFor();
    await page.goto(`${url}${path}/handoff`);
    await page.getByText("Project already handed off").waitFor();
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

  test("reports at the field what is wrong, and returns to it when a code is taken before the execution", async () => {
    const who = someone("npd_lead");
    const { path, project, admin } = await givenProject(who);
    await givenProduct(who, "PROD-001");
    const page = await openAs(who, `${path}/handoff`);
    await goTo(page, 2);
    await page.getByLabel("Product Name").fill("");
    await page.getByText("Product name is required").waitFor();
    expect(await next(page).isDisabled()).toBe(true);
    await page.getByLabel("Product Name").fill("Burger, new");
    await page.getByLabel("Product Code").fill("prod-001");
    await next(page).click();
    await page.getByText("Product code prod-001 already exists").waitFor();
    expect(await next(page).isDisabled()).toBe(true);
    await page.getByLabel("Product Code").fill("PROD-777");
    await next(page).click();
    await page.getByLabel("Effective From").fill("2027-06-01");
    await page.getByLabel("Effective To").fill("2027-05-31");
    await page.getByText("Effective To must be after Effective From").waitFor();
    expect(await next(page).isDisabled()).toBe(true);
    await page.getByLabel("Effective To").fill("");
    await next(page).click();
    await page.getByLabel("Quantity").fill("0");
    await page.getByText("Pilot WO quantity must be greater than 0").waitFor();
    await page.getByLabel("Quantity").fill("12.5");
    await next(page).click();
    await page.getByText("Routing can be assigned later to pilot WO").waitFor();
    await page.getByRole("button", { name: "Skip - No Routing" }).click();
    await step(page, 6).waitFor();
    expect(await page.getByTestId("warnings").innerText()).toContain("BOM effective from 2027-06-01 (future)");
    expect(await page.getByTestId("summary").innerText()).toContain("12.5 kg");

    await givenProduct(who, "PROD-777");
    await execute(page).click();
    await step(page, 2).waitFor();
    await page.getByText("Product code PROD-777 already exists. Please choose different code.").waitFor();
    expect(await page.getByLabel("Product Name").inputValue()).toBe("Burger, new");
    expect(await admin(`GET ${project}`)).toMatchObject({ status: "testing" });
    await page.getByRole("textbox", { name: "Product Code" }).fill("PROD-778");
    await page.getByTestId("alert-problem").waitFor({ state: "detached" });
    await goTo(page, 6);
    await execute(page).click();
    await step(page, 8).waitFor();
  });

  test("returns to the step that a refusal names; without an answer sends the same request again, and lets nobody leave", async () => {
    const who = someone("npd_lead");
    const { path, project, admin } = await givenProject(who);
    const page = await openAs(who, `${path}/handoff`);
    await goTo(page, 6);
    await page.route(EXECUTE, (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        json: {
          title: "This BOM number exists",
          detail: "Handoff failed: Duplicate BOM number",
          error_code: "DUPLICATE_BOM_NUMBER",
          return_to_step: 6,
        },
      }),
    );
    await execute(page).click();
    await page.getByText("Handoff failed: Duplicate BOM number").waitFor();
    await step(page, 6).waitFor();
    expect(await admin(`GET ${project}`)).toMatchObject({ status: "testing" });

    await page.unroute(EXECUTE);
    const keys: (string | undefined)[] = [];
    await page.route(EXECUTE, (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      return keys.length > 3 ? route.continue() : route.abort();
    });
    await execute(page).click();
    await page.getByTestId("executing").waitFor();
    await page.getByRole("link", { name: "Launch", exact: true }).first().click();
    await page.getByText("Stay on this page until it is done").waitFor();
    expect(new URL(page.url()).pathname).toBe(`${path}/handoff`);
    await page.getByText("Handoff failed: Network error. Please retry.").waitFor();
    await page.getByTestId("button-retry").click();
    await step(page, 8).waitFor();
    expect(keys).toEqual(Array.from({ length: 4 }, () => keys[0]));
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
