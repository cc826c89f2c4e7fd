import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { dynamo } from "../../shared/ledger/client.ts";
import { beforeTheNextWrite } from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { bom, costing, docs, gates, lines, routing } from "./given.ts";
import {
  aHandoffReady,
  aLead,
  aProduct,
  aRoutedHandoff,
  done,
  eventsOf,
  factory,
  type HandoffUnderTest,
  refusal,
  request,
  updateOf,
} from "./given-handoff.ts";

/** Removes a formulation as only an operator can: no route does it. */
const deleteFormulation = async (it: HandoffUnderTest) => {
  const tenant = `TENANT#${it.who.tenantId}`;
  const remove = (pk: string, sk: string) =>
    dynamo.send(new DeleteItemCommand({ TableName: process.env.RECORDS_TABLE, Key: { pk: { S: pk }, sk: { S: sk } } }));
  await remove(`${tenant}#FORMULATION#${it.projectId}.21`, "HEAD");
  await remove(`${tenant}#FORMULATION#${it.projectId}.21`, "ITEMS-000");
  await remove(`${tenant}#PROJECT#${it.projectId}#FORMULATIONS`, "21");
};

type Fault = [
  name: string,
  act: (it: HandoffUnderTest, sent: { code: string; routingId: string; bomNumber: string }) => Promise<unknown>,
  code: string,
  step: string,
  page: number,
  error: string,
  status?: number,
];
const faults: Fault[] = [
  [
    "the costing is opened again",
    (it) => it.project.putCosting({ body: [{ ...costing[0], status: "draft" }] }),
    "VALIDATION_FAILED",
    "validate",
    1,
    "Finance approval required for costing",
  ],
  [
    "the HACCP plan is taken back",
    (it) => it.project.putDocs({ body: docs.slice(1) }),
    "VALIDATION_FAILED",
    "validate",
    1,
    "Missing: HACCP",
  ],
  [
    "a required item is unticked",
    (it) => it.project.putGates({ body: [{ ...gates[0], is_completed: false }, ...gates.slice(1)] }),
    "VALIDATION_FAILED",
    "validate",
    1,
    "Complete all G4 checklist items before handoff",
  ],
  [
    "the project goes back to G3",
    async (it) => it.project.put({ body: { ...(await it.project.get()).body, current_gate: "G3" } }),
    "NOT_AT_G4",
    "validate",
    1,
    "Handoff only available at Gate G4",
  ],
  [
    "the formulation is deleted",
    deleteFormulation,
    "FORMULATION_NOT_FOUND",
    "lock_formulation",
    1,
    "Formulation no longer exists. Handoff aborted.",
    404,
  ],
  [
    "the routing is switched off",
    (it, { routingId }) =>
      factory(it)
        .routing(routingId)
        .put({ body: { ...routing, is_active: false } }),
    "ROUTING_INACTIVE",
    "link_routing",
    5,
    "Routing ROUTING-TRIAL-001 is not active",
  ],
  [
    "the product code is taken, in another case",
    (it, { code }) => aProduct(it.who, [], code.toLowerCase()),
    "DUPLICATE_PRODUCT_CODE",
    "create_product",
    2,
    "already exists. Please choose different code.",
  ],
  [
    "the BOM number is taken",
    (it, { bomNumber }) => aProduct(it.who, [{ ...bom, bom_number: bomNumber.toLowerCase() }]),
    "DUPLICATE_BOM_NUMBER",
    "create_bom",
    6,
    "Handoff failed: Duplicate BOM number",
  ],
  [
    "the settings go to NPD only",
    (it) => factory(it).putSettings({ body: { npd_only_mode: true } }),
    "NPD_ONLY_MODE",
    "validate",
    6,
    "Export the handoff instead",
  ],
];

describe.each(faults)("when %s", (_, act, code, step, page, error, status = 409) => {
  test.each(["between validation and execution", "between the reading and the write"])(
    "%s: refused, and nothing is written",
    async (when) => {
      const { it, route, body: sent } = await aRoutedHandoff();
      const { product_code } = sent.product_data;
      const fault = { code: product_code, routingId: route.routingId, bomNumber: `BOM-${product_code}-A` };
      const body = { ...sent, bom_data: { ...sent.bom_data, bom_number: fault.bomNumber } };
      done(await it.validate());
      if (when.startsWith("between validation")) await act(it, fault);
      // Settings are read with the rest; they bind from the next reading on.
      else if (code === "NPD_ONLY_MODE") return;
      else beforeTheNextWrite(() => act(it, fault));
      const answer = await it.execute({ body });
      expect(answer).toMatchObject(refusal(status, code, step, page));
      expect(answer.body.error).toContain(error);
      expect((await it.project.get()).body.status).toBe("testing");
      expect((await it.get()).body.handoff).toBeNull();
      const sealed = await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE");
      expect(sealed.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S?.endsWith(it.projectId))).toEqual([]);
      const [failed, requested] = await eventsOf(it);
      expect(failed).toMatchObject({
        event_type: "NPD.HandoffFailed",
        status: "failed",
        payload: { error_code: code, step_failed: step, rollback_completed: true },
      });
      expect(requested).toMatchObject({ event_type: "NPD.HandoffRequested" });
    },
  );
});

describe("other things in the way", () => {
  test("a product that is its own ingredient", async () => {
    const productId = randomUUID();
    const it = await aHandoffReady(aLead(), {
      items: [...lines(2), { product_id: productId.toUpperCase(), quantity: 1, uom: "kg" }],
    });
    done(
      await factory(it)
        .product(productId)
        .put({
          body: {
            product_code: "PIE",
            product_name: "Pie",
            product_type: "Finished Good",
            uom: "kg",
            status: "active",
          },
        }),
    );
    const answer = await it.execute({ body: updateOf(productId) });
    expect(answer).toMatchObject(refusal(409, "CIRCULAR_BOM", "copy_bom_items", 2));
    expect(answer.body.error).toContain("circular");
  });

  test("dates that overlap those of another BOM", async () => {
    const it = await aHandoffReady();
    const product = await aProduct(it.who, [{ ...bom, effective_to: "2027-06-30" }]);
    const answer = await it.execute({ body: updateOf(product.productId) });
    expect(answer).toMatchObject(refusal(409, "EFFECTIVE_RANGE_OVERLAP", "create_bom", 3));
    expect(answer.body.error).toContain("BOM-PROD-001-v1.2");
  });

  test.each(["draft", "inactive", "discontinued"])("a product that is %s", async (status) => {
    const it = await aHandoffReady();
    const product = await aProduct(it.who);
    done(
      await product.put({
        body: { product_code: product.code, product_name: "P", product_type: "T", uom: "kg", status },
      }),
    );
    expect(await it.execute({ body: updateOf(product.productId) })).toMatchObject(
      refusal(404, "PRODUCT_NOT_FOUND", "update_product", 2),
    );
  });

  test("a product that is not there", async () => {
    const it = await aHandoffReady();
    expect(await it.execute({ body: updateOf(randomUUID()) })).toMatchObject(
      refusal(404, "PRODUCT_NOT_FOUND", "update_product", 2),
    );
  });

  test("settings without pilot work orders", async () => {
    const it = await aHandoffReady();
    done(await factory(it).putSettings({ body: { enable_pilot_wo: false } }));
    expect(await it.execute({ body: request() })).toMatchObject(
      refusal(409, "VALIDATION_FAILED", "create_pilot_wo", 4),
    );
    expect((await it.execute({ body: { ...request(), create_pilot_wo: false } })).status).toBe(201);
  });

  test("a validation that is not what the user saw: the checks that changed are named", async () => {
    const it = await aHandoffReady();
    const { validation_token } = (await it.validate()).body;
    done(
      await it.project.putDocs({
        body: [...docs, { file_type: "coa", file_name: "coa.pdf", uploaded_at: "2025-01-02T00:00:00Z" }],
      }),
    );
    const answer = await it.execute({ body: { ...request(), validation_token } });
    expect(answer).toMatchObject(refusal(409, "VALIDATION_FAILED", "validate", 1));
    expect(answer.body.changed_checks).toEqual(["compliance_docs"]);
    expect(answer.body.checks).toMatchObject([{ name: "compliance_docs", status: "pass" }]);
    const { validation_token: current } = (await it.validate()).body;
    done(await factory(it).putSettings({ body: { cost_variance_warning_pct: 21 } }));
    expect((await it.execute({ body: { ...request(), validation_token: current } })).body).toMatchObject({
      error: "What was validated has changed since: Cost within the variance that is allowed. Validate again.",
      changed_checks: ["cost_variance"],
      checks: [{ name: "cost_variance", status: "pass" }],
    });
    const { validation_token: newest } = (await it.validate()).body;
    expect((await it.execute({ body: { ...request(), validation_token: newest } })).status).toBe(201);
  });
});
