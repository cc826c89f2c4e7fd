import { describe, expect, test } from "vitest";
import { openAs, someone } from "./support/console.ts";
import { givenProduct, givenProject } from "./support/launch.ts";
import { execute, focused, goTo, next, step } from "./support/wizard.ts";

const EXECUTE = "**/handoff/execute";

describe("the execution of a handoff", () => {
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
    await expect.poll(() => focused(page)).toBe("Success Confirmation");
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
});
