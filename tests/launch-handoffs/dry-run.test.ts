import { describe, expect, test } from "vitest";
import { recordsOfTenant } from "../support/streams.ts";
import { bom } from "./given.ts";
import { aHandoffReady, aProduct, refusal, request, updateOf } from "./given-handoff.ts";

describe("a dry run", () => {
  test("lists every action in the document's order and writes nothing", async () => {
    const it = await aHandoffReady();
    const product = await aProduct(it.who, [bom]);
    const before = await recordsOfTenant(it.who.tenantId);
    const { status, body } = await it.execute({ body: updateOf(product.productId), query: { dry_run: "true" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, dry_run: true });
    expect(body.actions.map(({ step }: { step: string }) => step)).toEqual([
      "lock_formulation",
      "update_product",
      "update_product",
      "create_bom",
      "copy_bom_items",
      "create_pilot_wo",
      "launch_project",
      "log_event",
    ]);
    const { project_number } = (await it.project.get()).body;
    expect(body.summary).toEqual({
      validation_status: "All checks passed",
      product_action: `Update product: ${product.code} with new BOM v1.3`,
      bom_creation: `BOM-${product.code}-v1.3 (15 items, effective 2027-01-01)`,
      pilot_wo: `Create WO-PILOT-${project_number} (100 kg, scheduled 2027-01-08)`,
      routing: "No routing assigned",
      project_status_update: `${project_number} status: testing → launched`,
      formulation_lock: "Formulation v2.0 locked (immutable)",
    });
    expect(body.warnings[0]).toContain("(future) - Product not available for production until then");
    expect(await recordsOfTenant(it.who.tenantId)).toHaveLength(before.length);
  });

  test("refuses what the execution would, and keeps no failure", async () => {
    const it = await aHandoffReady();
    await aProduct(it.who, [], "PROD-TAKEN");
    expect(await it.execute({ body: request("prod-taken"), query: { dry_run: "true" } })).toMatchObject(
      refusal(409, "DUPLICATE_PRODUCT_CODE", "create_product", 2),
    );
    expect((await it.events()).body.events).toEqual([]);
  });
});
