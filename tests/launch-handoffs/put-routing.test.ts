import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { factoryOf, routing } from "./given.ts";

const manager = () => factoryOf(someone("production_manager"));

describe("PUT /api/routings/{routingId}", () => {
  test("makes a routing with 201, writes it anew with 200, and lists it", async () => {
    const factory = manager();
    const it = factory.routing();
    expect(await it.put({ body: routing })).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: routing });
    expect((await it.put({ body: { ...(await it.get()).body, is_active: false } })).status).toBe(200);
    await factory.routing().put({ body: { code: "LINE-2", name: "Line 2" } });
    const codes = async (query = {}) =>
      (await factory.listRoutings({ query })).body.routings.map((each: { code: string }) => each.code);
    expect(await codes()).toEqual(["ROUTING-TRIAL-001", "LINE-2"]);
    expect(await codes({ is_active: "true" })).toEqual(["LINE-2"]);
    expect(await codes({ is_active: "false" })).toEqual(["ROUTING-TRIAL-001"]);
  });

  test.each([
    ["no code", { code: undefined }, "/code"],
    ["another routing's id", { id: randomUUID() }, "/id"],
    ["a yes that is a text", { is_active: "yes" }, "/is_active"],
  ])("refuses %s", async (_, wrong, pointer) => {
    const answer = await manager()
      .routing()
      .put({ body: { ...routing, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});
