import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { readiness, run, runOf } from "./given.ts";

const owner = someone("owner");

const aRun = async () => {
  const it = runOf(owner);
  await it.putRun({ body: run });
  return it;
};

const older = {
  run: {
    name: "Boiler checks",
    status: "scheduled",
    zone_id: run.zone_id,
    portal_id: run.portal_id,
    starts_at: run.starts_at,
    ends_at: run.ends_at,
  },
  attached_requests: [
    {
      maintenance_request_id: "8c4e",
      attached_at: "2026-01-01",
      status_at_lock: "open",
      coordination_opt_in_at_lock: true,
    },
    {
      maintenance_request_id: "8c4f",
      attached_at: "2026-01-02",
      status_at_lock: "open",
      coordination_opt_in_at_lock: false,
    },
    {
      maintenance_request_id: "8c50",
      resident: "Ms Vega",
      status_at_lock: "Ms Vega's!",
      coordination_opt_in_at_lock: true,
    },
  ],
  summary: { total_attached: 3, opted_in_count: 2, opted_out_count: 1 },
  prepared_by: "Ms Vega",
};

describe("PUT /api/n3/runs/{runId}/readiness", () => {
  test("keeps the live facts, and they can be read back", async () => {
    const it = await aRun();
    expect(await it.putReadiness({ body: readiness })).toMatchObject({ status: 200, body: readiness });
    expect((await it.getReadiness()).body).toEqual(readiness);
  });

  test("says nothing is attached until somebody says so", async () => {
    const { body } = await (await aRun()).getReadiness();
    expect(body.attachments).toEqual({ attached_count: 0, by_category: {} });
    expect(body.zone_pricing_estimate).toBeNull();
  });

  test.each(["contractor_id", "contractorId", "resident-email", "REQUEST_ID", "phone"])(
    "refuses counts under %s: no person and no single request",
    async (key) => {
      const body = { ...readiness, attachments: { attached_count: 1, by_category: { [key]: 1 } } };
      const answer = await (await aRun()).putReadiness({ body });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: `/attachments/by_category/${key}` }] } });
    },
  );

  test.each([
    "94c7120f-74e6-4562-ae90-e36e1911d347",
    "c4c7120f-74e6-4562-ae90-e36e1911d347",
    "Jane, 12 Elm Street",
    "jane@x.org",
    "case 20451",
  ])("refuses counts under %s: that is an id or somebody", async (key) => {
    const body = { ...readiness, attachments: { attached_count: 1, by_category: { [key]: 1 } } };
    expect((await (await aRun()).putReadiness({ body })).status).toBe(400);
  });

  test.each([
    ["", "a letter, then letters and digits"],
    ["1st", "a letter, then letters and digits"],
    ["a".repeat(61), "at most 60 characters"],
    ["case 20451", "this key is an id"],
    ["phone", "names a person"],
  ])("says of the key %j which keys are taken", async (key, words) => {
    const body = { ...readiness, attachments: { attached_count: 1, by_category: { [key]: 1 } } };
    const { errors } = (await (await aRun()).putReadiness({ body })).body;
    expect(errors).toEqual([{ pointer: `/attachments/by_category/${key}`, detail: expect.stringContaining(words) }]);
  });

  test.each(["Fire Safety", "Gas & Water", "électricité", "evidence_count", "idle", "grid", "residential_units"])(
    "takes counts under %s",
    async (key) => {
      const body = { ...readiness, attachments: { attached_count: 1, by_category: { [key]: 1 } } };
      expect((await (await aRun()).putReadiness({ body })).status).toBe(200);
    },
  );

  test("refuses modifiers that name somebody, at any depth", async () => {
    const zone_pricing_estimate = { final_estimate: 1, modifiers: [{ surcharge: { contractor_id: "7" } }] };
    expect((await (await aRun()).putReadiness({ body: { ...readiness, zone_pricing_estimate } })).status).toBe(400);
  });

  test.each([-1, 1.5, "3", null, 1e300])("refuses the count %j", async (attached_count) => {
    const answer = await (await aRun()).putReadiness({ body: { attachments: { attached_count } } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/attachments/attached_count" }] } });
  });
});

describe("POST /api/n3/runs/{runId}/readiness-lock", () => {
  test("freezes the live facts with the run's status, place and window", async () => {
    const it = await aRun();
    await it.putReadiness({ body: readiness });
    const { status, body } = await it.lock({ body: { note: "as of noon" } });
    expect(status).toBe(201);
    const { zone_pricing_estimate: _estimate, ...counts } = readiness;
    const place = { run_status: "draft", portal_id: run.portal_id, zone_id: run.zone_id };
    const window = { starts_at: run.starts_at, ends_at: run.ends_at };
    expect(body).toEqual({
      locked: true,
      snapshot: {
        id: expect.any(String),
        run_id: it.runId,
        locked_at: expect.any(String),
        locked_by: owner.sub,
        note: "as of noon",
        payload: {
          ...place,
          window,
          ...counts,
          zone_pricing_estimate: { base_estimate: 4000, final_estimate: 4200 },
          omitted_fields: ["zone_pricing_estimate.modifiers"],
          source_digest: hash("sha256", canonicalize({ ...place, window, ...readiness }) ?? ""),
        },
      },
    });
    await it.putReadiness({ body: {} });
    expect((await it.getLock()).body).toEqual(body);
  });

  test("projects an older, full snapshot onto counts, names what it leaves out and keeps its digest", async () => {
    const it = await aRun();
    const { body } = await it.lock({ body: { snapshot_payload: older } });
    expect(body.snapshot.payload).toMatchObject({
      run_status: "scheduled",
      attachments: { attached_count: 3, by_category: {}, by_status: { open: 2, other: 1 } },
      coordination: { coord_ready_count: 2, opt_in_ratio: 2 / 3 },
      omitted_fields: [
        "attached_requests[].attached_at",
        "attached_requests[].maintenance_request_id",
        "attached_requests[].resident",
        "prepared_by",
        "run.name",
      ],
      source_digest: hash("sha256", canonicalize(older) ?? ""),
    });
    expect(JSON.stringify(body)).not.toMatch(/8c4e|Vega/);
  });

  test("does not repeat a foreign key that is no name", async () => {
    const sent = { ...older, "hans@x.org": 1, "94c7120f-74e6-4562-ae90-e36e1911d347": 2 };
    const { body } = await (await aRun()).lock({ body: { snapshot_payload: sent } });
    expect(body.snapshot.payload.omitted_fields).toContain("(no name)");
    expect(JSON.stringify(body)).not.toMatch(/hans|94c7120f/);
  });

  test("an unchanged ratio of a sent snapshot is no change", async () => {
    const it = await aRun();
    await it.lock({ body: { snapshot_payload: older } });
    await it.putReadiness({
      body: { attachments: { attached_count: 3 }, coordination: { coord_ready_count: 2, opt_in_ratio: 2 / 3 } },
    });
    expect((await it.evaluate()).body).toMatchObject({ eligibility: { overall: "unchanged" }, deltas: {} });
  });

  test("counts the requests where an older snapshot has no summary", async () => {
    const { summary: _summary, ...bare } = older;
    const { body } = await (await aRun()).lock({ body: { snapshot_payload: bare } });
    expect(body.snapshot.payload.attachments.attached_count).toBe(3);
    expect(body.snapshot.payload.coordination.coord_ready_count).toBe(2);
  });

  test("refuses a snapshot of another run, and one whose foreign fields cannot all be named", async () => {
    const it = await aRun();
    const other = { ...older, run: { id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11" } };
    expect((await it.lock({ body: { snapshot_payload: other } })).body.errors[0].pointer).toBe(
      "/snapshot_payload/run/id",
    );
    const wide = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`field_${at}`, at]));
    expect((await it.lock({ body: { snapshot_payload: wide } })).status).toBe(400);
    expect((await it.getLock()).body).toEqual({ locked: false, snapshot: null });
  });

  test("freezes as many counts as a handoff can seal, and refuses more, saying how many", async () => {
    const it = await aRun();
    const lock = (statuses: number) => {
      const attached_requests = Array.from({ length: statuses }, (_, at) => ({
        status_at_lock: `${"s".repeat(30)}-${at}`,
      }));
      return it.lock({ body: { snapshot_payload: { attached_requests } } });
    };
    const refused = await lock(12_000);
    expect(refused).toMatchObject({ status: 413, body: { error_code: "TOO_LARGE" } });
    expect(refused.body.detail).toMatch(/at most 200000 are kept/);
    expect((await it.getLock()).body.locked).toBe(false);
    expect((await lock(4_900)).status).toBe(201);
    expect((await it.evaluate()).status).toBe(201);
    expect((await it.record()).status).toBe(201);
  });

  test("refuses to lock twice, and locks again after an unlock", async () => {
    const it = await aRun();
    await it.lock();
    expect(await it.lock()).toMatchObject({ status: 409, body: { error_code: "SNAPSHOT_EXISTS" } });
    expect(await it.unlock()).toMatchObject({ status: 200, body: { locked: false, snapshot: null } });
    expect(await it.unlock()).toMatchObject({ status: 409, body: { error_code: "SNAPSHOT_REQUIRED" } });
    expect((await it.lock()).status).toBe(201);
  });

  test("the same request again gets the same lock, also after the run was unlocked", async () => {
    const it = await aRun();
    const headers = { "idempotency-key": "lock-1" };
    const first = await it.lock({ headers });
    expect(await it.lock({ headers })).toMatchObject({ status: 201, body: first.body });
    await it.unlock();
    expect(await it.lock({ headers })).toMatchObject({ body: first.body, headers: { "idempotency-replayed": "true" } });
    expect((await it.getLock()).body.locked).toBe(false);
    const other = await it.lock({ headers, body: { note: "another" } });
    expect(other).toMatchObject({ status: 422, body: { error_code: "IDEMPOTENCY_KEY_REUSED" } });
  });
});
