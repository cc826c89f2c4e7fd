import { describe, expect, test } from "vitest";
import { colleague } from "../support/call.ts";
import { factoryOf, routing } from "./given.ts";
import { aHandoffReady, done, type HandoffUnderTest } from "./given-handoff.ts";

const factory = (it: HandoffUnderTest) => factoryOf(colleague(it.who, "admin"));

describe("the routing that GET /api/npd/projects/{projectId}/handoff offers", () => {
  test.each(["code", "id"])("takes the default routing of the settings by its %s, if it is active", async (by) => {
    const it = await aHandoffReady();
    const route = factory(it).routing();
    done(await route.put({ body: routing }));
    const default_pilot_routing = by === "id" ? route.routingId : routing.code;
    done(await factory(it).putSettings({ body: { default_pilot_routing } }));
    const { body } = await it.get();
    expect(body.steps.routing).toMatchObject({
      routing_id: route.routingId,
      default_routing: routing.code,
      message: null,
    });
    expect(body.summary.routing).toBe(routing.code);
    for (const [routing_id, chosen] of [
      [undefined, route.routingId],
      [null, null],
      ["", null],
    ]) {
      done(await it.putDraft({ body: { pilot_wo_data: { quantity: 50, routing_id } } }));
      expect((await it.get()).body.steps.routing.routing_id).toBe(chosen);
    }
    done(await it.putDraft({ body: {} }));
    done(await route.put({ body: { ...routing, is_active: false } }));
    expect((await it.get()).body.steps.routing).toMatchObject({ routing_id: null, routings: [] });
  });

  test("finds the default among any number of routings, and takes none of several of one code", async () => {
    const it = await aHandoffReady();
    const all = Array.from({ length: 101 }, (_, at) => ({ ...routing, code: `R-${at}` }));
    for (const body of all) done(await factory(it).routing().put({ body }));
    const settle = (code: string) => factory(it).putSettings({ body: { default_pilot_routing: code } });
    done(await settle("R-100"));
    const { steps } = (await it.get()).body;
    expect([steps.routing.default_routing, steps.routing.routings.length]).toEqual(["R-100", 101]);
    done(
      await factory(it)
        .routing()
        .put({ body: { ...routing, code: "R-100" } }),
    );
    const later = "Routing can be assigned later to pilot WO";
    expect((await it.get()).body.steps.routing).toMatchObject({
      routing_id: null,
      message: `Several active routings have the code R-100 of the settings: choose one. ${later}`,
    });
    done(await settle("R-gone"));
    expect((await it.get()).body.steps.routing.message).toBe(
      `The settings' routing R-gone is not an active one. ${later}`,
    );
  });
});
