import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { bom, factoryOf, lines, product, project, projectOf } from "./given.ts";
import { aHandoffReady, aLead, aProduct, done, handoffOf, type HandoffUnderTest, request } from "./given-handoff.ts";

const factory = (it: HandoffUnderTest) => factoryOf(colleague(it.who, "admin"));
const today = () => new Date().toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("GET /api/npd/projects/{projectId}/handoff", () => {
  test("shows steps 1 to 6 with the document's defaults", async () => {
    const it = await aHandoffReady(aLead(), { number: "NPD-2025-00001" });
    const { status, body } = await it.get();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      handoff_status: "ready",
      message: "All checks passed - Ready for handoff",
      mode: "integrated",
      can_execute: true,
      handoff: null,
      draft: null,
      problem: null,
      warnings: [],
    });
    expect(body.validation_token).toBe((await it.validate()).body.validation_token);
    expect(body.steps.product).toMatchObject({
      action: "create",
      product_data: {
        product_code: "PROD-NPD-2025-00001",
        product_name: "Premium Burger",
        product_type: "Finished Good",
        description: "Second recipe, with less salt",
        uom: "kg",
        status: "draft",
      },
      product_code_message: null,
    });
    expect(body.steps.bom).toMatchObject({
      bom_number: "BOM-PROD-NPD-2025-00001-v1.0",
      version: "1.0",
      status: "draft",
      effective_from: today(),
      effective_to: null,
      total_qty: 100,
      uom: "kg",
      source: "NPD Formulation v2.0",
      item_count: 15,
      items_total: "93.75",
      allergens: {
        contains: ["Gluten", "Dairy"],
        may_contain: ["Mustard"],
        message: "Allergens will be transferred to BOM",
      },
      diff: null,
      closes: [],
    });
    const [{ source_item, bom_item }] = body.steps.bom.items;
    expect(source_item).toMatchObject({ product_name: "Ingredient 1", quantity: "6.25", percentage: "6.25" });
    expect(bom_item).toEqual({
      product_id: source_item.product_id,
      quantity: "6.25",
      uom: "kg",
      percentage: "6.25",
      item_type: "input",
    });
    expect(body.steps.pilot_wo).toMatchObject({
      create_pilot_wo: true,
      wo_number: "WO-PILOT-NPD-2025-00001",
      type: "pilot",
      quantity: 100,
      uom: "kg",
      scheduled_date: inDays(7),
      status: "planned",
    });
    expect(body.steps.routing).toMatchObject({
      routing_id: null,
      message: "Routing can be assigned later to pilot WO",
    });
    expect(body.summary).toMatchObject({
      product_action: "Create new product: PROD-NPD-2025-00001 - Premium Burger",
      bom_creation: `BOM-PROD-NPD-2025-00001-v1.0 (15 items, effective ${today()})`,
      project_status_update: "NPD-2025-00001 status: testing → launched",
    });
  });

  test("what it shows is what an execution with it does", async () => {
    const it = await aHandoffReady();
    const { steps, formulation, validation_token } = (await it.get()).body;
    const { status: _draft, ...product_data } = steps.product.product_data;
    const { quantity, scheduled_date } = steps.pilot_wo;
    const { created_records } = done(
      await it.execute({
        body: {
          product_action: "create",
          product_data,
          bom_data: { effective_from: steps.bom.effective_from, effective_to: steps.bom.effective_to },
          create_pilot_wo: true,
          pilot_wo_data: { quantity, scheduled_date, routing_id: steps.routing.routing_id },
          formulation_id: formulation.id,
          validation_token,
        },
      }),
    ).body;
    expect(created_records).toMatchObject({
      product_code: product_data.product_code,
      bom_number: steps.bom.bom_number,
      pilot_wo_number: steps.pilot_wo.wo_number,
    });
  });

  test("shows the update of a product: its BOM, the next version, what changes, and what ends", async () => {
    const it = await aHandoffReady();
    const there = await aProduct(it.who, [bom]);
    const { body } = await it.get({ query: { product_id: there.productId } });
    expect(body.steps.product).toMatchObject({
      action: "update",
      product: { product_code: there.code, product_name: product.product_name },
      current_bom: { bom_number: "BOM-PROD-001-v1.2" },
      message: "New BOM version will be created for this product",
    });
    expect(body.steps.bom).toMatchObject({
      bom_number: `BOM-${there.code}-v1.3`,
      version: "1.3",
      closes: [{ bom_number: "BOM-PROD-001-v1.2", effective_to: inDays(-1) }],
      diff: { removed: [], changed: [], unchanged: 3 },
    });
    expect(body.steps.bom.diff.added).toHaveLength(12);
    expect(body.summary.product_action).toBe(`Update product: ${there.code} with new BOM v1.3`);
  });

  test("says that a product code exists, whatever its case", async () => {
    const it = await aHandoffReady(aLead(), { number: "NPD-9" });
    await aProduct(it.who, [], "prod-npd-9");
    const { body } = await it.get();
    expect(body.steps.product.product_code_message).toBe("Product code PROD-NPD-9 already exists");
    expect(body.problem).toMatchObject({ error_code: "DUPLICATE_PRODUCT_CODE", return_to_step: 2 });
    expect(body.summary).toBeNull();
  });

  test("of a product that is not there asks for another, and makes up no number", async () => {
    const it = await aHandoffReady();
    const { productId } = factory(it).product();
    expect((await it.get({ query: { product_id: productId } })).body).toMatchObject({
      problem: { error_code: "PRODUCT_NOT_FOUND", return_to_step: 2 },
      steps: {
        product: { product: null, message: `There is no product ${productId}. Choose an active product.` },
        bom: { bom_number: "" },
      },
    });
  });

  test("in NPD-only mode has its summary, where the package is exported", async () => {
    const it = await aHandoffReady();
    done(await factory(it).putSettings({ body: { npd_only_mode: true } }));
    expect((await it.get()).body).toMatchObject({
      mode: "npd_only",
      can_execute: false,
      summary: { validation_status: "All checks passed" },
      problem: { error_code: "NPD_ONLY_MODE", return_to_step: 6 },
    });
  });

  test("of a project that is not at G4, or not ready, says why and what would be", async () => {
    const it = await aHandoffReady();
    done(await it.project.putDocs({ body: [] }));
    expect((await it.get()).body).toMatchObject({
      handoff_status: "blocked",
      message: "Missing: HACCP, Label Proof",
      can_execute: false,
      problem: { error_code: "VALIDATION_FAILED", return_to_step: 1 },
      steps: { bom: { item_count: 15 } },
    });
    done(await it.project.put({ body: { ...(await it.project.get()).body, current_gate: "G3" } }));
    expect((await it.get()).body).toMatchObject({
      handoff_status: "not_available",
      message: "Handoff only available at Gate G4",
    });
  });

  test("of a formulation that is not there any more says so, before any form", async () => {
    const it = await aHandoffReady();
    const gone = { error: "Formulation no longer exists. Handoff aborted.", return_to_step: 1 };
    expect((await it.get({ query: { formulation_id: "99" } })).body.problem).toMatchObject(gone);
    done(await it.putDraft({ body: { formulation_id: 99, product_data: { product_name: "" } } }));
    expect((await it.get()).body.problem).toMatchObject({ ...gone, error_code: "FORMULATION_NOT_FOUND" });
  });

  test("of a project without a formulation asks for one", async () => {
    const it = projectOf(colleague(aLead(), "admin"));
    done(await it.put({ body: project }));
    expect((await handoffOf(it.who, it.projectId).get()).body.problem).toMatchObject({
      error: expect.stringContaining("Create and lock a formulation before handoff"),
      error_code: "VALIDATION_FAILED",
      return_to_step: 1,
    });
  });

  test("after the handoff shows what it made, with links", async () => {
    const it = await aHandoffReady(aLead(), { number: "NPD-001" });
    const { body: answer } = done(await it.execute({ body: request("PROD-NPD-001") }));
    const { body } = await it.get();
    expect(body).toMatchObject({
      handoff_status: "launched",
      message: "Project already handed off",
      can_execute: false,
      handoff: { ...answer, message: "🎉 Handoff Complete! NPD-001 successfully launched to production." },
    });
    const { product_id, bom_id, pilot_wo_id } = answer.created_records;
    expect(body.handoff.links).toEqual([
      { record: "product", label: "PROD-NPD-001", link: `/technical/products/${product_id}` },
      { record: "bom", label: "BOM-PROD-NPD-001-v1.0", link: `/technical/boms/${bom_id}` },
      { record: "pilot_wo", label: "WO-PILOT-NPD-001", link: `/production/work-orders/${pilot_wo_id}` },
    ]);
  });

  test("shows 2,000 lines and adds them up exactly", async () => {
    const it = await aHandoffReady(aLead(), { items: lines(2_000).map((line) => ({ ...line, quantity: 0.1 })) });
    const { body } = await it.get();
    expect(body.steps.bom).toMatchObject({ item_count: 2_000, items_total: "200" });
    expect(body.steps.bom.items).toHaveLength(2_000);
  });

  test.each(["r_and_d", "regulatory", "finance", "owner", "admin"])("lets %s look, and not execute", async (role) => {
    const it = await aHandoffReady();
    expect((await it.as(colleague(it.who, role)).get()).body).toMatchObject({
      handoff_status: "ready",
      can_execute: false,
    });
  });

  test("shows the Production Manager the status alone", async () => {
    const it = await aHandoffReady();
    const { body } = await it.as(colleague(it.who, "production_manager")).get();
    expect(Object.keys(body).sort()).toEqual(["handoff", "handoff_status", "message", "project"]);
  });

  test("is closed to others, and another tenant finds nothing", async () => {
    const it = await aHandoffReady();
    expect((await it.as(colleague(it.who, "member")).get()).status).toBe(403);
    expect((await handoffOf(someone("npd_lead"), it.projectId).get()).status).toBe(404);
  });
});
