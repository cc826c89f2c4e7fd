import { describe, expect, test } from "vitest";
import { colleague } from "../support/call.ts";
import { aHandoffReady, done, handoffOf, request } from "./given-handoff.ts";

describe("PUT /api/npd/projects/{projectId}/handoff", () => {
  const draft = {
    step: 4,
    product_action: "create",
    product_data: { product_code: "PROD-X", product_name: "" },
    bom_data: { effective_from: "2027-05-01" },
    create_pilot_wo: false,
  };

  test("keeps what the user has entered, and the wizard resumes with it", async () => {
    const it = await aHandoffReady();
    const first = await it.putDraft({ body: draft });
    expect([first.status, first.headers.etag]).toEqual([201, '"1"']);
    const { body } = await it.get();
    expect(body.draft).toEqual({ draft, saved_at: first.body.saved_at });
    expect(body.steps).toMatchObject({
      product: { product_data: { product_code: "PROD-X", product_name: "", product_type: "Finished Good" } },
      bom: { bom_number: "BOM-PROD-X-v1.0", effective_from: "2027-05-01" },
      pilot_wo: { create_pilot_wo: false, message: "Pilot WO will not be created" },
    });
    expect(body.problem).toMatchObject({ error: "Product name is required", return_to_step: 2 });
    done(await it.putDraft({ body: { ...draft, product_data: { product_code: "PROD-X" } } }));
    expect((await it.get()).body).toMatchObject({ problem: null, summary: { pilot_wo: "No pilot WO" } });
  });

  test("is each user's own", async () => {
    const it = await aHandoffReady();
    const other = it.as(colleague(it.who, "npd_lead"));
    done(await it.putDraft({ body: draft }));
    expect((await other.putDraft({ body: { step: 2 } })).status).toBe(201);
    expect((await it.get()).body.draft.draft.step).toBe(4);
    expect((await other.get()).body.draft.draft.step).toBe(2);
  });

  test("is refused when another window has saved since", async () => {
    const it = await aHandoffReady();
    const { headers } = await it.putDraft({ body: draft });
    expect((await it.putDraft({ body: { step: 5 }, headers: { "if-match": headers.etag ?? "" } })).status).toBe(200);
    expect((await it.putDraft({ body: draft, headers: { "if-match": headers.etag ?? "" } })).status).toBe(412);
  });

  test("answers a request that arrives again as it did the first time, and writes nothing over what came since", async () => {
    const it = await aHandoffReady();
    const headers = { "idempotency-key": "page-4" };
    const first = await it.putDraft({ body: draft, headers });
    done(await it.putDraft({ body: { step: 5 } }));
    expect(await it.putDraft({ body: draft, headers })).toMatchObject({
      status: 201,
      body: first.body,
      headers: { etag: '"1"', "idempotency-replayed": "true" },
    });
    expect((await it.get()).body.draft.draft).toEqual({ step: 5 });
    expect(await it.putDraft({ body: { step: 6 }, headers })).toMatchObject({
      status: 422,
      body: { error_code: "IDEMPOTENCY_KEY_REUSED" },
    });
    done(await it.execute({ body: request() }));
    expect(await it.putDraft({ body: draft, headers })).toMatchObject({ status: 201, body: first.body });
  });

  test.each(["r_and_d", "owner", "production_manager"])("is closed to %s", async (role) => {
    const it = await aHandoffReady();
    expect((await it.as(colleague(it.who, role)).putDraft({ body: draft })).status).toBe(403);
  });

  test("is refused once the project is handed off, and where there is none", async () => {
    const it = await aHandoffReady();
    done(await it.execute({ body: request() }));
    expect(await it.putDraft({ body: draft })).toMatchObject({ status: 409, body: { error_code: "ALREADY_LAUNCHED" } });
    expect((await handoffOf(it.who, "nowhere").putDraft({ body: draft })).status).toBe(404);
  });
});
