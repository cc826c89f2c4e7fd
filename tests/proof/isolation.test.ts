import { hash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { routes } from "../../infra/routes.ts";
import { rolesByRoute } from "../../infra/openapi.ts";
import { Role } from "../../shared/kernel/actor.ts";
import { logPartition } from "../../shared/ledger/keys.ts";
import { queryStored, scan, type Stored } from "../../shared/ledger/watch/stored-repository.ts";
import { call, colleague, type Reply, someone, type Who } from "../support/call.ts";
import { exampleOf, examples } from "./examples.ts";
import type { Example } from "./examples/example.ts";
import { steady, tell } from "./proof.ts";

const everyRole = Role.options;
const owner = someone("owner");
const given = new Map<string, Example>();
let rolesOf: Record<string, readonly string[]>;
let calls = 0;

beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  rolesOf = await rolesByRoute();
  const tenant = (...roles: string[]) => colleague(owner, ...roles);
  for (const [route] of routes) given.set(route, await exampleOf(route)(tenant));
}, 120_000);

type Sent = Omit<Example, "who"> & { headers?: Record<string, string> };
const ask = async (who: Who, route: string, more: Sent = {}): Promise<Reply> => {
  calls += 1;
  const { who: _who, ...sent } = given.get(route) ?? { who };
  return call(who, route, { ...sent, ...more });
};

/** Everything that a tenant has, in all three tables. */
const holdingsOf = async ({ tenantId }: Who): Promise<Record<string, Stored>> => {
  const found: Stored[] = await queryStored("AUDIT_TABLE", logPartition(tenantId));
  for (const table of ["RECORDS_TABLE", "LEDGER_TABLE"] as const)
    for await (const stored of scan(table, { tenantId })) found.push(stored);
  return Object.fromEntries(found.map((stored) => [`${stored.item.pk} ${stored.item.sk}`, stored]));
};

/** Of the same form as an id that somebody has, and nobody's. */
const nobodys = (id: string): string => {
  if (/^[0-9a-f]{64}$/.test(id)) return hash("sha256", randomUUID());
  return id.startsWith("H-")
    ? `H-${9_000 + Math.floor(Math.random() * 999)}`
    : id.replace(/^[0-9a-f-]{36}$/, () => randomUUID());
};
/** The same call with ids that nobody has, in its path and in its body. */
const ofNobody = (route: string): Sent => {
  const { who: _who, ...sent } = given.get(route) ?? { who: owner };
  const ids = Object.values(sent.params ?? {});
  return JSON.parse(ids.reduce((text, id) => text.replaceAll(id, nobodys(id)), JSON.stringify(sent))) as Sent;
};

const answerOf = ({ status, body, headers }: Reply): string =>
  steady(JSON.stringify([status, body, headers])).replace(/"instance":"[^"]*"/, "");

describe("the isolation matrix", () => {
  test("has an entry for every route, and for nothing else", () => {
    expect(Object.keys(examples).sort()).toEqual(routes.map(([route]) => route).sort());
  });

  test("each route is open to the roles of its contract and closed to all others", async () => {
    const matrix: string[] = [];
    const expected: string[] = [];
    for (const [route] of routes)
      for (const role of everyRole) {
        // A tenant of its own: what is closed is closed before anything is looked for.
        const { status, body } = await ask(someone(role), route, ofNobody(route));
        matrix.push(`${route} ${role} ${status === 403 && body.error_code === "FORBIDDEN" ? "closed" : "open"}`);
        expected.push(`${route} ${role} ${rolesOf[route]?.includes(role) ? "open" : "closed"}`);
      }
    expect(matrix).toEqual(expected);
  }, 120_000);

  test("whoever knows every id of another tenant gets what is got for ids that nobody has, and touches nothing", async () => {
    const before = await holdingsOf(owner);
    expect(Object.keys(before).length).toBeGreaterThan(200);
    for (const [route] of routes) {
      const known = await ask(someone(...everyRole), route);
      const unknown = await ask(someone(...everyRole), route, ofNobody(route));
      expect([route, answerOf(known)]).toEqual([route, answerOf(unknown)]);
      expect(JSON.stringify(known.body ?? "")).not.toContain(owner.tenantId);
    }
    expect(await holdingsOf(owner)).toEqual(before);
  }, 120_000);

  test("a tenant forged in a header, the path, the query or the body opens nothing and touches nothing", async () => {
    const before = await holdingsOf(owner);
    const forged = owner.tenantId;
    for (const [route] of routes) {
      const stranger = someone(...everyRole);
      for (const header of [forged, `${stranger.tenantId},${forged}`, ""])
        expect([route, header, (await ask(stranger, route, { headers: { "x-tenant-id": header } })).status]).toEqual([
          route,
          header,
          404,
        ]);
      const { params = {}, body } = given.get(route) ?? {};
      const inPath = Object.fromEntries(
        Object.entries(params).map(([name, id]) => [name, `${id}#TENANT#${forged}#RUN#${id}`]),
      );
      const named = { tenant_id: forged, tenantId: forged, "x-tenant-id": forged };
      const inBody = typeof body === "object" && !Array.isArray(body) ? { ...body, ...named } : body;
      if (/\{\w+\}/.test(route))
        expect([route, (await ask(stranger, route, { params: inPath })).status]).toEqual([route, 400]);
      for (const sent of [{ query: named }, { body: inBody }]) {
        const answer = await ask(stranger, route, sent);
        expect([route, answer.status < 500]).toEqual([route, true]);
      }
    }
    expect(await holdingsOf(owner)).toEqual(before);
    tell("Isolation", `${routes.length} routes, ${everyRole.length} roles each, ${calls} calls, none got through.`);
  }, 120_000);
});
