import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bomIdOf } from "../../shared/launch-handoffs/bom.ts";
import { dynamo } from "../../shared/ledger/client.ts";
import { colleague } from "../support/call.ts";
import {
  answerNoReading,
  beforeTheNextWrite,
  conflict,
  duringTheNextQuery,
  loseAnswers,
  loseReading,
  loseRequests,
  refuseAction,
} from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { bom, costing, docs, factoryOf, gates, lines, routing } from "./given.ts";
import { aHandoffReady, aLead, aProduct, done, type HandoffUnderTest, request, updateOf } from "./given-handoff.ts";

const refusal = (status: number, error_code: string, step_failed: string, return_to_step: number) => ({
  status,
  body: { success: false, error_code, step_failed, return_to_step, rollback_completed: true },
});
const factory = (it: HandoffUnderTest) => factoryOf(colleague(it.who, "admin"));

/** What a launch would change, as its readers see it. */
const seen = async (it: HandoffUnderTest) => ({
  project: (await it.project.get()).body,
  formulation: (await it.project.getFormulation()).body,
  products: (await factory(it).searchProducts({ query: { status: "all" } })).body.products,
  handoff: (await it.get()).body.handoff,
  sealed: (await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).length,
});

const eventsOf = async (it: HandoffUnderTest): Promise<{ event_type: string; payload: Record<string, unknown> }[]> =>
  (await it.events()).body.events;

/** Everything that a launch with a routing writes, and what it is sent as. */
const aRoutedHandoff = async () => {
  const it = await aHandoffReady();
  const route = factory(it).routing();
  done(await route.put({ body: routing }));
  const sent = request();
  return { it, route, body: { ...sent, pilot_wo_data: { ...sent.pilot_wo_data, routing_id: route.routingId } } };
};

/** Removes a formulation as only an operator can: no route does it. */
const deleteFormulation = async (it: HandoffUnderTest) => {
  const tenant = `TENANT#${it.who.tenantId}`;
  const remove = (pk: string, sk: string) =>
    dynamo.send(new DeleteItemCommand({ TableName: process.env.RECORDS_TABLE, Key: { pk: { S: pk }, sk: { S: sk } } }));
  await remove(`${tenant}#FORMULATION#${it.projectId}.21`, "HEAD");
  await remove(`${tenant}#FORMULATION#${it.projectId}.21`, "ITEMS-000");
  await remove(`${tenant}#PROJECT#${it.projectId}#FORMULATIONS`, "21");
};

const NETWORK_ERROR = "Handoff failed: Network error. Please retry.";

type Fault = [
  name: string,
  act: (it: HandoffUnderTest, sent: { code: string; routingId: string; number: string }) => Promise<unknown>,
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
    (it, { code }) => aProduct(it.who, [{ ...bom, bom_number: `bom-${code}-v1.0` }]),
    "DUPLICATE_BOM_NUMBER",
    "create_bom",
    6,
    "Handoff failed: Duplicate BOM number",
  ],
  [
    "the work order number is taken",
    async (it, { number }) => (await aHandoffReady(it.lead, { number, items: lines(1) })).execute({ body: request() }),
    "DUPLICATE_WO_NUMBER",
    "create_pilot_wo",
    4,
    "Handoff failed: Duplicate work order number",
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
      const { it, route, body } = await aRoutedHandoff();
      const number = (await it.project.get()).body.project_number;
      const fault = { code: body.product_data.product_code, routingId: route.routingId, number };
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

  test.each(["inactive", "discontinued"])("a product that is %s", async (status) => {
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
    expect((await it.execute({ body: { ...request(), validation_token: current } })).status).toBe(201);
  });
});

describe("two users at once", () => {
  test("one wins, and the other hears so in the document's words", async () => {
    const it = await aHandoffReady();
    const other = it.as(colleague(it.who, "npd_lead"));
    const answers = await Promise.all([it.execute({ body: request() }), other.execute({ body: request() })]);
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    expect(won?.status).toBe(201);
    expect(lost).toMatchObject({ status: 409, body: { rollback_completed: true } });
    expect(["HANDOFF_IN_PROGRESS", "ALREADY_LAUNCHED"]).toContain(lost?.body.error_code);
  });

  test("who had read the project before it was launched is told that another was at it", async () => {
    const it = await aHandoffReady();
    const other = it.as(colleague(it.who, "npd_lead"));
    beforeTheNextWrite(() => other.execute({ body: request() }));
    const answer = await it.execute({ body: request() });
    expect(answer).toMatchObject(refusal(409, "HANDOFF_IN_PROGRESS", "launch_project", 1));
    expect(answer.body.error).toBe("Handoff already in progress or completed by another user");
    expect(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
  });

  test("who finds the product code taken by this very project's launch is told of the launch", async () => {
    const it = await aHandoffReady();
    const body = request();
    duringTheNextQuery("#PRODUCTS", () => it.as(colleague(it.who, "npd_lead")).execute({ body }));
    expect(await it.execute({ body })).toMatchObject(refusal(409, "HANDOFF_IN_PROGRESS", "launch_project", 1));
  });

  test("of twenty, one wins, and there is one of everything", async () => {
    const it = await aHandoffReady();
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.execute({ body: request() })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const { products, sealed } = await seen(it);
    expect([products.length, sealed]).toEqual([1, 1]);
  });
});

describe("a transaction that is refused", () => {
  const STEPS = [
    ["lock_formulation", 201],
    ["create_product", 201],
    ["create_product", 201],
    ["create_bom", 409],
    ["create_pilot_wo", 409],
    ["link_routing", 201],
    ["launch_project", 201],
    ["log_event", 201],
  ] as const;

  test.each(STEPS.map(([step, status], index) => ({ index, step, status })))(
    "once by its condition at action $index, $step, is decided again: $status",
    async ({ index, step, status }) => {
      const { it, body } = await aRoutedHandoff();
      const before = await seen(it);
      refuseAction(index, "ConditionalCheckFailed");
      const answer = await it.execute({ body });
      expect(answer.status).toBe(status);
      if (status === 201) return;
      expect(answer.body).toMatchObject({ step_failed: step, rollback_completed: true });
      expect(await seen(it)).toEqual(before);
    },
  );

  test.each(STEPS.map(([step], index) => ({ index, step })))(
    "for good at action $index, $step, leaves everything as it was",
    async ({ index }) => {
      const { it, body } = await aRoutedHandoff();
      const before = await seen(it);
      refuseAction(index, "ItemCollectionSizeLimitExceeded");
      const answer = await it.execute({ body });
      expect(answer).toMatchObject(refusal(503, "OUTCOME_UNKNOWN", "commit", 7));
      expect(answer.body.error).toBe(NETWORK_ERROR);
      expect(await seen(it)).toEqual(before);
      expect((await it.execute({ body })).status).toBe(201);
    },
  );

  test("by another that is under way is decided again", async () => {
    const it = await aHandoffReady();
    conflict(5);
    expect((await it.execute({ body: request() })).status).toBe(201);
  });
});

describe("when answers and requests get lost", () => {
  test.each([1, 3, 100])("an answer lost %i times after the commit is a success all the same", async (times) => {
    const it = await aHandoffReady();
    loseAnswers(times);
    const { status, body } = await it.execute({ body: request() });
    expect(status).toBe(201);
    expect((await it.get()).body.handoff.handoff_id).toBe(body.handoff_id);
    expect(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
    expect((await eventsOf(it)).map(({ event_type }) => event_type)).toEqual([
      "NPD.HandoffCompleted",
      "NPD.HandoffRequested",
    ]);
  });

  test("a request lost for good says so, and the same request launches later", async () => {
    const it = await aHandoffReady();
    const sent = { body: request(), headers: { "idempotency-key": "again" } };
    const before = await seen(it);
    loseRequests(5);
    const answer = await it.execute(sent);
    expect(answer).toMatchObject(refusal(503, "OUTCOME_UNKNOWN", "commit", 7));
    expect(answer.headers["retry-after"]).toBe("1");
    expect(await seen(it)).toEqual(before);
    expect((await eventsOf(it))[0]).toMatchObject({
      event_type: "NPD.HandoffFailed",
      payload: { error: NETWORK_ERROR },
    });
    expect((await it.execute(sent)).status).toBe(201);
  });

  test.each([
    ["", {}],
    ["of a dry run ", { query: { dry_run: "true" } }],
  ])("a reading %sthat is not answered says so too, and what was begun leaves its event", async (name, query) => {
    const it = await aHandoffReady();
    loseReading("#SETTINGS#npd");
    const answer = await it.execute({ body: request(), ...query });
    expect(answer).toMatchObject(refusal(503, "UNAVAILABLE", "validate", 7));
    expect(answer.body.error).toBe(NETWORK_ERROR);
    expect((await eventsOf(it)).map(({ event_type }) => event_type)).toEqual(
      name === "" ? ["NPD.HandoffFailed", "NPD.HandoffRequested"] : [],
    );
    expect((await it.execute({ body: request() })).status).toBe(201);
  });

  test("a transaction lost for good, whose answer cannot be looked for, is not taken for one that was never sent", async () => {
    const it = await aHandoffReady();
    loseRequests(1_000);
    beforeTheNextWrite(async () => {
      answerNoReading();
      await Promise.resolve();
    });
    const answer = await it.execute({ body: request(), headers: { "idempotency-key": "k" } });
    expect(answer).toMatchObject({ status: 503, body: { error_code: "OUTCOME_UNKNOWN", rollback_completed: false } });
  });

  test("a refusal whose event cannot be kept is answered all the same, and does not claim what it does not know", async () => {
    const it = await aHandoffReady();
    loseRequests(1_000);
    const answer = await it.execute({ body: request() });
    expect(answer).toMatchObject({ status: 503, body: { error_code: "OUTCOME_UNKNOWN", rollback_completed: false } });
  });
});

test("readers never see a part of a launch", async () => {
  const it = await aHandoffReady(aLead(), { items: lines(400) });
  const sent = request();
  const bomId = bomIdOf(it.who.tenantId, `BOM-${sent.product_data.product_code}-v1.0`);
  const itemsIn = async () => ((await factory(it).getBom(bomId)).body.items ?? []).length;
  const looks: { before: number; isLaunched: boolean; after: number }[] = [];
  const launching = it.execute({ body: sent });
  do {
    const before = await itemsIn();
    const isLaunched = (await it.project.get()).body.status === "launched";
    looks.push({ before, isLaunched, after: await itemsIn() });
  } while (!looks.at(-1)?.isLaunched);
  expect((await launching).status).toBe(201);
  for (const { before, isLaunched, after } of looks) {
    // What was there before the project was looked at came with its launch, and what is launched has it all.
    if (before > 0) expect([before, isLaunched]).toEqual([400, true]);
    if (isLaunched) expect(after).toBe(400);
  }
});
