import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { call, colleague, type Reply, someone } from "../support/call.ts";
import { countRequests } from "../support/faults.ts";
import { itemBytes } from "../support/item-size.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { digestOfText } from "../../shared/ledger/seal.ts";
import { bom, lines, routing } from "./given.ts";
import {
  aHandoffReady,
  aLead,
  aProduct,
  done,
  factory,
  handoffOf,
  refusal,
  request,
  updateOf,
} from "./given-handoff.ts";

describe("POST /api/npd/projects/{projectId}/handoff/execute", () => {
  test("answers as the document shapes it, and what it names is there", async () => {
    const it = await aHandoffReady();
    const code = `PROD-${randomUUID().slice(0, 8)}`;
    const { status, body } = await it.execute({ body: request(code) });
    expect(status).toBe(201);
    const { number } = (await it.project.get()).body.project_number.match(/^NPD-(?<number>.*)$/).groups;
    expect(body).toEqual({
      success: true,
      handoff_id: expect.any(String),
      created_records: {
        product_id: expect.any(String),
        product_code: code,
        bom_id: expect.any(String),
        bom_number: `BOM-${code}-v1.0`,
        pilot_wo_id: expect.any(String),
        pilot_wo_number: `WO-PILOT-NPD-${number}`,
      },
      project_status: "launched",
      formulation_status: "locked",
      executed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const { product_id, bom_id, pilot_wo_id } = body.created_records;
    const { get } = factory(it).product(product_id);
    expect((await get()).body).toMatchObject({
      product_code: code,
      status: "draft",
      source: "npd",
      npd_project_id: it.projectId,
    });
    expect((await factory(it).getBom(bom_id)).body).toMatchObject({
      product_id,
      version: "1.0",
      status: "draft",
      source: "npd",
      npd_formulation_id: 21,
      effective_from: "2027-01-01",
      effective_to: null,
      total_qty: 100,
      uom: "kg",
      allergens: { contains: ["Gluten", "Dairy"], may_contain: ["Mustard"] },
    });
    expect((await factory(it).getWorkOrder(pilot_wo_id)).body).toMatchObject({
      type: "pilot",
      status: "planned",
      product_id,
      bom_id,
      quantity: 100,
      uom: "kg",
      scheduled_date: "2027-01-08",
      npd_project_id: it.projectId,
      routing_id: null,
    });
    expect((await it.project.get()).body).toMatchObject({
      status: "launched",
      current_gate: "Launched",
      actual_launch_date: body.executed_at.slice(0, 10),
    });
    expect((await it.project.getFormulation()).body.status).toBe("locked");
  });

  test.each([1, 15, 86, 87, 100, 101, 2_000])("hands over %i lines one for one in one commit", async (count) => {
    const items = lines(count).map((line, at) => ({ ...line, quantity: `${at % 900}.0001`, notes: `step ${at}` }));
    const it = await aHandoffReady(aLead(), { items });
    const requests = countRequests();
    const { body } = done(await it.execute({ body: request() }));
    expect(requests.get("TransactWriteItemsCommand")).toBe(1);
    const { body: made } = await factory(it).getBom(body.created_records.bom_id);
    expect(made.items).toEqual(
      items.map(({ product_id, quantity, uom, percentage, notes }) => ({
        product_id,
        quantity,
        uom,
        percentage,
        item_type: "input",
        notes,
      })),
    );
  });

  test("keeps the same ingredient on three lines, and decimals as they are written", async () => {
    const line = { product_id: 7, uom: "kg" };
    const items = [0.1, "0.2", "0.3000"].map((quantity) => ({ ...line, quantity }));
    const it = await aHandoffReady(aLead(), { items });
    const { body } = done(await it.execute({ body: request() }));
    const { body: made } = await factory(it).getBom(body.created_records.bom_id);
    expect(made.items.map(({ quantity }: { quantity: unknown }) => quantity)).toEqual([0.1, "0.2", "0.3000"]);
  });

  test("gives a product that is there its next version, and ends the one before", async () => {
    const it = await aHandoffReady();
    const product = await aProduct(it.who, [{ ...bom, bom_number: "BOM-A-v1.9", version: "1.9" }]);
    const { body } = done(await it.execute({ body: updateOf(product.productId) }));
    expect(body.created_records).toMatchObject({ product_code: product.code, bom_number: `BOM-${product.code}-v1.10` });
    const { body: calendar } = await product.boms();
    const periods = calendar.boms ?? calendar;
    expect(
      periods.map((each: Record<string, unknown>) => [each.version, each.effective_from, each.effective_to]).sort(),
    ).toEqual([
      ["1.10", "2027-01-01", null],
      ["1.9", "2024-06-01", "2026-12-31"],
    ]);
  });

  test("gives two projects that update one product at once different versions", async () => {
    const lead = aLead();
    const [one, other] = [await aHandoffReady(lead), await aHandoffReady(lead)];
    const product = await aProduct(lead, [{ ...bom, effective_to: "2026-12-31" }]);
    const until = (body: object, effective_from: string, effective_to: string) => ({
      ...body,
      bom_data: { effective_from, effective_to },
    });
    const sent = updateOf(product.productId);
    const answers = await Promise.all([
      one.execute({ body: until(sent, "2027-01-01", "2027-01-31") }),
      other.execute({ body: until(sent, "2027-02-01", "2027-02-28") }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.map(({ body }) => body.created_records.bom_number).sort()).toEqual([
      `BOM-${product.code}-v1.3`,
      `BOM-${product.code}-v1.4`,
    ]);
  });

  test("takes a BOM number that is sent, a routing, and no pilot work order", async () => {
    const it = await aHandoffReady();
    const route = factory(it).routing();
    done(await route.put({ body: routing }));
    const sent = request();
    const routed = { ...sent.pilot_wo_data, routing_id: route.routingId };
    const { body } = done(
      await it.execute({
        body: { ...sent, pilot_wo_data: routed, bom_data: { ...sent.bom_data, bom_number: "BOM-77" } },
      }),
    );
    expect(body.created_records.bom_number).toBe("BOM-77");
    expect((await factory(it).getWorkOrder(body.created_records.pilot_wo_id)).body.routing_id).toBe(route.routingId);
    const other = await aHandoffReady(it.lead);
    const without = done(await other.execute({ body: { ...request(), create_pilot_wo: false, pilot_wo_data: null } }));
    expect(without.body.created_records).not.toHaveProperty("pilot_wo_id");
  });

  test("seals what became of which formulation, under a digest that holds", async () => {
    const it = await aHandoffReady();
    const { body } = done(await it.execute({ body: request() }));
    const [sealed] = await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE");
    const { payload, digest, sk } = sealed?.dynamodb?.NewImage ?? {};
    expect(sk?.S).toBe("LAUNCH");
    expect(digest?.S).toBe(digestOfText(payload?.S ?? ""));
    const said = JSON.parse(payload?.S ?? "{}");
    expect(said.handoff_id).toBe(body.handoff_id);
    expect(said.formulation.digest).toBe((await it.project.getFormulation()).body.digest);
    expect((await it.get()).body.handoff).toMatchObject({ ...body, digest: digest?.S });
  });
});

describe("who may execute", () => {
  test.each(["r_and_d", "owner", "admin", "production_manager", "finance", "regulatory", "member"])(
    "%s may not",
    async (role) => {
      const it = await aHandoffReady();
      const answer = await it.as(colleague(it.who, role)).execute({ body: request() });
      expect(answer).toMatchObject({
        status: 403,
        body: { error: "Only NPD Lead can execute handoff", error_code: "FORBIDDEN" },
      });
      expect((await it.project.get()).body.status).toBe("testing");
    },
  );

  test("another tenant's project is not there, as one that nobody has", async () => {
    const it = await aHandoffReady();
    const bare = ({ status, body: { instance: _instance, request_id: _request, ...body } }: Reply) => ({
      status,
      body,
    });
    const stranger = someone("npd_lead");
    const theirs = bare(await it.as(stranger).execute({ body: request() }));
    expect(theirs.status).toBe(404);
    expect(theirs).toEqual(bare(await handoffOf(stranger, "7").execute({ body: request() })));
  });
});

describe("what it costs", () => {
  test("one round of reads and one transaction, with an Idempotency-Key as without", async () => {
    const it = await aHandoffReady();
    const requests = countRequests();
    await it.execute({ body: request(), headers: { "idempotency-key": "k" } });
    expect(Object.fromEntries(requests)).toEqual({ QueryCommand: 4, TransactWriteItemsCommand: 1 });
  });

  test("heads, code and seal are one write unit of 1 KB each", async () => {
    const it = await aHandoffReady();
    const before = (await recordsOfTenant(it.who.tenantId)).length;
    done(await it.execute({ body: request(), headers: { "idempotency-key": "k" } }));
    const written = [
      ...(await recordsOfTenant(it.who.tenantId)).slice(before),
      ...(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")),
    ].map(({ dynamodb }) => ({ pk: dynamodb?.Keys?.pk?.S ?? "", bytes: itemBytes(dynamodb?.NewImage) }));
    expect(written).toHaveLength(7);
    for (const { pk, bytes } of written) expect(bytes, pk).toBeLessThanOrEqual(pk.includes("#BOM#") ? 3_072 : 1_024);
  });
});

test("a formulation goes nowhere but with its own project", async () => {
  const lead = aLead();
  const [one, other] = [await aHandoffReady(lead), await aHandoffReady(lead)];
  done(
    await other.project.formulation("33").putFormulation({
      body: { formulation_number: "v9.0", total_qty: 1, uom: "kg", status: "approved", items: lines(1) },
    }),
  );
  const answer = await one.execute({ body: { ...request(), formulation_id: 33 } });
  expect(answer).toMatchObject(refusal(404, "FORMULATION_NOT_FOUND", "lock_formulation", 1));
  expect(answer.body.error).toBe("Formulation no longer exists. Handoff aborted.");
  expect(await call(lead, "GET /api/npd/projects/{projectId}", { params: { projectId: one.projectId } })).toMatchObject(
    {
      body: { status: "testing" },
    },
  );
});
