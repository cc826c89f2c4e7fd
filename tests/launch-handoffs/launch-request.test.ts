import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { LaunchRequest } from "../../shared/launch-handoffs/launch-request.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aHandoffReady, aLead, aProduct, done, handoffOf, refusal, request } from "./given-handoff.ts";

describe("a request", () => {
  const sent = request("PROD-A");
  const withProduct = (more: object) => ({ ...sent, product_data: { ...sent.product_data, ...more } });
  const withBom = (bom_data: unknown) => ({ ...sent, bom_data });
  const withPilot = (more: object) => ({ ...sent, pilot_wo_data: { ...sent.pilot_wo_data, ...more } });
  const missing = "Missing required data for selected action";
  const update = { ...sent, product_action: "update", product_data: undefined };
  const notPositive = "Pilot WO quantity must be greater than 0";
  const decimals = "Expected a decimal with at most 11 digits before the point and 4 after it";
  const noDate = "Expected a date that exists, such as 2026-03-02";
  test.each([
    [2, "/product_data", missing, { ...sent, product_data: undefined }],
    [2, "/product_id", missing, update],
    [2, "/product_action", 'Expected "create" or "update"', { ...sent, product_action: "merge" }],
    [2, "/product_data", "Expected an object", { ...sent, product_data: "PROD-A" }],
    [2, "/product_data/product_name", "Product name is required", withProduct({ product_name: " " })],
    [2, "/product_data/product_code", "Expected a product code without spaces", withProduct({ product_code: "A B" })],
    [
      2,
      "/product_data/description",
      "Expected at most 2000 characters of composed Unicode text (NFC)",
      withProduct({ description: "d".repeat(2_001) }),
    ],
    [2, "/product_data/colour", "This field is not known here", withProduct({ colour: "red" })],
    [3, "/bom_data", "This is required: send an object", withBom(undefined)],
    [
      3,
      "/bom_data/effective_to",
      "Effective To must be after Effective From",
      withBom({ effective_from: "2025-01-01", effective_to: "2024-12-31" }),
    ],
    [3, "/bom_data/effective_to", noDate, withBom({ effective_from: "2025-01-01", effective_to: "soon" })],
    [3, "/bom_data/effective_from", noDate, withBom({ effective_from: "2025-02-30" })],
    [3, "/bom_data/effective_from", "Expected a date, such as 2026-03-02", withBom({})],
    [4, "/create_pilot_wo", "Expected true or false", { ...sent, create_pilot_wo: "yes" }],
    [4, "/pilot_wo_data", missing, { ...sent, pilot_wo_data: undefined }],
    [4, "/pilot_wo_data/quantity", notPositive, withPilot({ quantity: 0 })],
    [4, "/pilot_wo_data/quantity", notPositive, withPilot({ quantity: -3 })],
    [4, "/pilot_wo_data/quantity", decimals, withPilot({ quantity: "1.00001" })],
    [4, "/pilot_wo_data/scheduled_date", noDate, withPilot({ scheduled_date: "2025-13-01" })],
    [5, "/pilot_wo_data/routing_id", "Expected a UUID", withPilot({ routing_id: "R-1" })],
    [1, "/validation_token", "Expected at most 200 characters", { ...sent, validation_token: "t".repeat(201) }],
    [1, "/formulation_id", expect.stringContaining("Expected an id"), { ...sent, formulation_id: "a b" }],
  ])("returns to step %i for %s: %s", async (return_to_step, pointer, detail, body) => {
    const answer = await handoffOf(aLead(), "7").execute({ body });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_REQUEST", rollback_completed: true } });
    expect(answer.body.errors).toEqual([{ pointer, detail }]);
    expect(answer.body).toMatchObject({ step_failed: "read_request", return_to_step });
    const told = String(answer.body.errors[0].detail);
    expect(answer.body.error).toBe(/^(Expected|This)/.test(told) ? `${pointer}: ${told}` : told);
  });

  test("that is wrong on several pages returns to the first of them", async () => {
    const body = { ...withBom({}), product_data: { ...sent.product_data, product_name: "" } };
    expect((await handoffOf(aLead(), "7").execute({ body })).body).toMatchObject({
      error: "Product name is required",
      return_to_step: 2,
      errors: [{ pointer: "/product_data/product_name" }, { pointer: "/bom_data/effective_from" }],
    });
  });

  test.each([
    ["the pilot's", { create_pilot_wo: false, pilot_wo_data: { quantity: "", scheduled_date: "", routing_id: "" } }],
    [
      "a new product's",
      { product_action: "update", product_id: randomUUID(), product_data: { product_code: "", uom: "" } },
    ],
    ["the product to update", { product_id: "" }],
    ["the routing", { pilot_wo_data: { ...sent.pilot_wo_data, routing_id: "" } }],
  ])("is not refused for a form that is hidden or cleared: %s", (_, form) => {
    expect(LaunchRequest.safeParse({ ...sent, ...form }).error?.issues).toBeUndefined();
  });

  test("needs what its action needs, though it is sent empty", () => {
    const issues = LaunchRequest.safeParse({ ...update, product_id: "" }).error?.issues;
    expect(issues).toMatchObject([{ path: ["product_id"], message: missing }]);
  });

  test.each([
    [{ effective_from: "2027-01-01", effective_to: "2027-01-01" }],
    [{ effective_from: "2027-01-01T00:00:00.000Z", effective_to: "" }],
    [{ effective_from: "2028-02-29", effective_to: null }],
  ])("may have the dates %j", async (bom_data) => {
    const it = await aHandoffReady();
    expect((await it.execute({ body: { ...request(), bom_data } })).status).toBe(201);
  });
});

describe("the same request again", () => {
  const withKey = (key: string) => ({ "idempotency-key": key });

  test("gets the same status and body, and nothing is done twice", async () => {
    const it = await aHandoffReady();
    const sent = { body: request(), headers: withKey("a") };
    const first = await it.execute(sent);
    const again = await Promise.all([it.execute(sent), it.execute(sent)]);
    for (const { status, body, headers } of again)
      expect([status, body, headers["idempotency-replayed"]]).toEqual([201, first.body, "true"]);
    expect(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
    expect((await it.events()).body.events.map((each: { event_type: string }) => each.event_type)).toEqual([
      "NPD.HandoffCompleted",
      "NPD.HandoffRequested",
    ]);
  });

  test("arriving twenty times at once gets one answer", async () => {
    const it = await aHandoffReady();
    const sent = { body: request(), headers: withKey("a") };
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.execute(sent)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body.handoff_id)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
  });

  test("with another body is refused, and without a key the project is handed off already", async () => {
    const it = await aHandoffReady();
    const body = request();
    done(await it.execute({ body, headers: withKey("a") }));
    const other = await it.execute({ body: { ...body, create_pilot_wo: false }, headers: withKey("a") });
    expect(other).toMatchObject({ status: 422, body: { error_code: "IDEMPOTENCY_KEY_REUSED" } });
    const bare = await it.execute({ body });
    expect(bare).toMatchObject(refusal(409, "ALREADY_LAUNCHED", "validate", 1));
    expect(bare.body.error).toBe("Project already handed off");
  });

  test("may be mended under its key while it was refused, and belongs to the body that succeeded", async () => {
    const it = await aHandoffReady();
    const body = request();
    await aProduct(it.who, [], body.product_data.product_code);
    const refused = { body, headers: withKey("a") };
    expect(await it.execute(refused)).toMatchObject(refusal(409, "DUPLICATE_PRODUCT_CODE", "create_product", 2));
    const mended = { ...refused, body: request() };
    const first = done(await it.execute(mended));
    expect((await it.execute(mended)).body).toEqual(first.body);
    expect(await it.execute(refused)).toMatchObject({ status: 422, body: { error_code: "IDEMPOTENCY_KEY_REUSED" } });
  });

  test.each([9, 11])(
    "after %i minutes gets the same body: the database forgets a transaction's token after ten",
    async (minutes) => {
      const it = await aHandoffReady();
      const sent = { body: request(), headers: withKey("a") };
      const first = await it.execute(sent);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
      onTestFinished(() => void vi.useRealTimers());
      const { status, body, headers } = await it.execute(sent);
      expect([status, body, headers["idempotency-replayed"]]).toEqual([201, first.body, "true"]);
      expect(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
    },
  );
});
