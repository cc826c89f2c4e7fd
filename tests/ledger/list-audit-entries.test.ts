import { describe, expect, test } from "vitest";
import { call, colleague, someone } from "../support/call.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { deliverAll } from "./given.ts";

const list = (who: ReturnType<typeof someone>, query: Record<string, string> = {}) =>
  call(who, "GET /api/audit", { query });

describe("GET /api/audit", () => {
  test("lists what happened, newest first, by subject, event, actor and time", async () => {
    const who = someone("owner");
    const [one, two] = [await aRunHandedOff(who), await aRunHandedOff(who)];
    await deliverAll(who.tenantId);
    const all = (await list(who)).body.entries;
    expect(all).toHaveLength(10);
    const of = async (query: Record<string, string>) =>
      (await list(who, query)).body.entries.map(({ index }: { index: number }) => index);
    expect(await of({ subject: `run:${one.runId}` })).toHaveLength(5);
    expect(await of({ event: "n3_run_execution_handoff_created" })).toHaveLength(2);
    expect(await of({ subject: `run:${two.runId}`, event: "n3_run_created" })).toEqual([5]);
    expect(await of({ actor: who.sub })).toHaveLength(10);
    expect(await of({ actor: "nobody" })).toEqual([]);
    expect(await of({ from: all[2].occurred_at, to: all[2].occurred_at })).toContain(all[2].index);
    expect(await of({ from: "2999-01-01T00:00:00Z" })).toEqual([]);
    expect(await of({ to: "1999-01-01T00:00:00Z" })).toEqual([]);
  });

  test("pages through all of it, each entry once", async () => {
    const who = someone("auditor", "owner");
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    const seen: number[] = [];
    let query: Record<string, string> = { limit: "3" };
    for (;;) {
      const { body, headers } = await list(who, query);
      seen.push(...body.entries.map(({ index }: { index: number }) => index));
      const search = /\?([^>]*)>; rel="next"/.exec(headers.link ?? "")?.[1];
      if (!search) break;
      query = Object.fromEntries(new URLSearchParams(search));
    }
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test("is for auditors, owners and admins of the tenant", async () => {
    const who = someone("owner");
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    for (const role of ["auditor", "admin"]) expect((await list(colleague(who, role))).body.entries).toHaveLength(5);
    for (const role of ["member", "tenant_admin", "agent"]) expect((await list(colleague(who, role))).status).toBe(403);
    expect((await list(someone("auditor"))).body).toEqual({ entries: [] });
  });

  test.each([{ cursor: "x!" }, { cursor: "eHl6" }, { limit: "1000" }, { from: "yesterday" }, { colour: "red" }])(
    "refuses %j",
    async (query) => {
      expect((await list(someone("owner"), query as Record<string, string>)).status).toBe(400);
    },
  );
});
