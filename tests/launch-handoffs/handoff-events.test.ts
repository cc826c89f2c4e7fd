import { describe, expect, test } from "vitest";
import { colleague } from "../support/call.ts";
import { aHandoffReady, aProduct, done, type HandoffUnderTest, request } from "./given-handoff.ts";

const typesIn = (events: { event_type: string }[]) =>
  events.map(({ event_type }) => event_type.replace("NPD.Handoff", ""));

/** A project whose handoff failed so many times before it was done. */
const afterFailures = async (times: number): Promise<HandoffUnderTest> => {
  const it = await aHandoffReady();
  await aProduct(it.who, [], "PROD-TAKEN");
  for (let time = 0; time < times; time += 1) await it.execute({ body: request("PROD-TAKEN") });
  done(await it.execute({ body: request() }));
  return it;
};

describe("GET /api/npd/projects/{projectId}/handoff/events", () => {
  test("tells what was requested, completed and failed, newest first, as the document does", async () => {
    const it = await afterFailures(1);
    const { events } = (await it.events()).body;
    expect(typesIn(events)).toEqual(["Completed", "Requested", "Failed", "Requested"]);
    const { created_records, handoff_id, executed_at } = (await it.get()).body.handoff;
    expect(events[0]).toEqual({
      event_id: handoff_id,
      event_type: "NPD.HandoffCompleted",
      entity_type: "npd_project",
      entity_id: it.projectId,
      payload: {
        product_id: created_records.product_id,
        bom_id: created_records.bom_id,
        wo_id: created_records.pilot_wo_id,
        formulation_id: 21,
      },
      status: "completed",
      created_at: executed_at,
      created_by: it.who.sub,
    });
    expect(events[2]).toMatchObject({
      event_type: "NPD.HandoffFailed",
      status: "failed",
      payload: {
        error: "Product code PROD-TAKEN already exists. Please choose different code.",
        error_code: "DUPLICATE_PRODUCT_CODE",
        step_failed: "create_product",
        rollback_completed: true,
      },
    });
    expect(new Set(events.map(({ event_id }: { event_id: string }) => event_id)).size).toBe(4);
  });

  test("pages through them, each once", async () => {
    const it = await afterFailures(4);
    await it.execute({ body: request() });
    const found: { event_id: string; event_type: string }[] = [];
    let cursor: string | undefined;
    do {
      const { body, headers } = await it.events({ query: { limit: "2", ...(cursor && { cursor }) } });
      found.push(...body.events);
      cursor = /cursor=([^>&]+)/.exec(headers.link ?? "")?.[1];
    } while (cursor);
    expect(typesIn(found)).toEqual([
      ...["Failed", "Requested", "Completed", "Requested"],
      ...Array.from({ length: 4 }, () => ["Failed", "Requested"]).flat(),
    ]);
    expect(new Set(found.map(({ event_id }) => event_id)).size).toBe(found.length);
  });

  test("tells nothing of what was never begun: a dry run, a bad request, somebody who may not", async () => {
    const it = await aHandoffReady();
    await it.execute({ body: request(), query: { dry_run: "true" } });
    await it.execute({ body: {} });
    await it.as(colleague(it.who, "r_and_d")).execute({ body: request() });
    expect((await it.events()).body.events).toEqual([]);
  });

  test("is open to the Production Manager", async () => {
    const it = await aHandoffReady();
    expect((await it.as(colleague(it.who, "production_manager")).events()).status).toBe(200);
  });
});
