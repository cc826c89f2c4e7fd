import { describe, expect, test } from "vitest";
import { call, someone } from "../support/call.ts";
import { aDraft, aTeam, validated, withResults } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });

describe("GET /api/builder-handoffs/{handoffId}/results", () => {
  test("has each version, and none that was not submitted", async () => {
    const it = await withResults(aTeam());
    expect((await it.getResults({ query: { version: "1" } })).status).toBe(200);
    expect(await it.getResults({ query: { version: "2" } })).toMatchObject(refusal(404, "NOT_FOUND"));
    for (const version of ["0", "-1", "1.0", "x", "9999999"])
      expect(await it.getResults({ query: { version } })).toMatchObject(refusal(400, "INVALID_REQUEST"));
  });

  test("a member reads what others submitted", async () => {
    const team = aTeam();
    const it = (await withResults(team)).as(team.member);
    for (const reply of [
      await it.get(),
      await it.getSpec(),
      await it.getResults(),
      await it.checklist(),
      await it.baseline(),
    ])
      expect(reply.status).toBe(200);
  });
});

describe("GET /api/builder-handoffs", () => {
  const list = (who: ReturnType<typeof someone>, query: Record<string, string> = {}) =>
    call(who, "GET /api/builder-handoffs", { query });

  test("lists by state, oldest first, page by page", async () => {
    const team = aTeam();
    for (const id of ["H-1", "H-2", "H-3"]) await aDraft(team, id);
    await validated(team, "H-4");
    const ids = (reply: Awaited<ReturnType<typeof list>>) =>
      reply.body.handoffs.map((each: { handoff_id: string }) => each.handoff_id);
    expect(ids(await list(team.member))).toEqual(["H-1", "H-2", "H-3", "H-4"]);
    expect(ids(await list(team.member, { state: "VALIDATED" }))).toEqual(["H-4"]);
    const first = await list(team.member, { state: "drafted", limit: "2" });
    expect(ids(first)).toEqual(["H-1", "H-2"]);
    const cursor =
      new URL(/<(.*)>/.exec(first.headers.link ?? "")?.[1] ?? "", "http://x").searchParams.get("cursor") ?? "";
    expect(ids(await list(team.member, { state: "drafted", limit: "2", cursor }))).toEqual(["H-3"]);
    for (const state of ["validated", "VALIDATED"])
      expect(ids(await list(team.member, { state })), state).toEqual(["H-4"]);
    expect(ids(await list(team.member, { state: "RESULTS_IN" }))).toEqual([]);
    expect(await list(team.member, { state: "done" })).toMatchObject({
      ...refusal(400, "INVALID_REQUEST"),
      body: {
        errors: [
          { parameter: "state", detail: "Expected one of drafted, dispatched, results_in, VALIDATED, returned" },
        ],
      },
    });
    expect((await list(someone("member"))).body.handoffs).toEqual([]);
  });
});
