import { describe, expect, test } from "vitest";
import type { Wizard } from "../../shared/launch-handoffs/wizard.ts";
import {
  faultsIn,
  formOf,
  isFilledIn,
  requestOf,
  stepAfter,
  stepBefore,
  stepWithin,
} from "../../web/launch-handoffs/wizard-form.ts";

/** As the API answers it for a project that is ready: what a form does not read is left out. */
const wizard = {
  handoff_status: "ready",
  formulation: { id: 21 },
  validation_token: "t",
  problem: null,
  steps: {
    product: {
      action: "create",
      product_data: {
        product_code: "PROD-1",
        product_name: "Burger",
        product_type: "Food",
        description: "",
        uom: "kg",
      },
      product_code_message: null,
      product: null,
    },
    bom: { effective_from: "2026-12-01", effective_to: null },
    pilot_wo: { create_pilot_wo: true, quantity: "100", scheduled_date: "2026-12-08" },
    routing: { routing_id: "a3f1c5d7-0b2e-4a68-9c1d-7e5f3a1b9d20" },
  },
} as unknown as Wizard;
const form = formOf(wizard, {});

describe("the forms of the wizard", () => {
  test("show the API's defaults until something else is entered, and an emptied field stays empty", () => {
    const entered = formOf(wizard, { product_data: { product_name: "" }, create_pilot_wo: false });
    expect(entered.product_data).toMatchObject({ product_code: "PROD-1", product_name: "" });
    expect(entered).toMatchObject({ create_pilot_wo: false, pilot_wo_data: { quantity: "100" } });
    expect(faultsIn(wizard, form).size).toBe(0);
    expect(formOf(wizard, { pilot_wo_data: { quantity: "5" } }).pilot_wo_data.routing_id).toBe(
      wizard.steps.routing.routing_id,
    );
    expect(formOf(wizard, { pilot_wo_data: { routing_id: null } }).pilot_wo_data.routing_id).toBeNull();
  });

  test("send no more than what was chosen", () => {
    expect(requestOf(wizard, { ...form, create_pilot_wo: false })).not.toHaveProperty("pilot_wo_data");
    expect(requestOf(wizard, { ...form, product_action: "update" })).not.toHaveProperty("product_data");
    expect(requestOf(wizard, form)).toMatchObject({ bom_data: { effective_to: null }, formulation_id: 21 });
  });

  test.each([
    [2, { product_data: { product_name: " " } }, "Product name is required"],
    [2, { product_action: "update" as const }, undefined],
    [3, { bom_data: { effective_to: "2026-11-30" } }, "Effective To must be after Effective From"],
    [4, { pilot_wo_data: { quantity: "0.00" } }, "Pilot WO quantity must be greater than 0"],
  ] as const)("hold step %i back while it is not filled in, in the document's words", (step, entered, words) => {
    const faults = faultsIn(wizard, formOf(wizard, entered));
    expect(isFilledIn(faults, step)).toBe(false);
    if (words) expect([...faults.values()]).toContain(words);
    expect(([2, 3, 4, 5] as const).filter((each) => !isFilledIn(faults, each))).toEqual([step]);
  });

  test("know a code that is taken until another is entered, whatever its case", () => {
    const { product } = wizard.steps;
    const taken = { ...wizard, steps: { ...wizard.steps, product: { ...product, product_code_message: "Taken" } } };
    const faultsOf = (product_code: string) =>
      faultsIn(taken, formOf(taken, { product_data: { product_code } })).get("product_data.product_code");
    expect([faultsOf("prod-1"), faultsOf("PROD-2")]).toEqual(["Taken", undefined]);
  });
});

describe("the steps", () => {
  test("leave the routing out where there is no pilot work order, forward and back", () => {
    expect([stepAfter(4, form), stepBefore(6, form)]).toEqual([5, 5]);
    const without = { ...form, create_pilot_wo: false };
    expect([stepAfter(4, without), stepBefore(6, without)]).toEqual([6, 4]);
  });

  test("go no further than to what is in the way", () => {
    const problem = { error: "", error_code: "EFFECTIVE_RANGE_OVERLAP", step_failed: "create_bom", return_to_step: 3 };
    expect(stepWithin({ ...wizard, problem }, 6)).toBe(3);
    expect(stepWithin({ ...wizard, problem }, 2)).toBe(2);
    expect(stepWithin({ ...wizard, handoff_status: "blocked" }, 5)).toBe(1);
  });
});
