import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { run, runOf } from "./given.ts";

const owner = someone("admin");

describe("PUT /api/n3/runs/{runId}", () => {
  test("makes a run with 201, and writes it anew with 200", async () => {
    const it = runOf(owner);
    const first = await it.putRun({ body: run });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(first.body).toMatchObject({
      ...run,
      id: it.runId,
      tenant_id: owner.tenantId,
      status: "draft",
      description: null,
    });
    const second = await it.putRun({ body: { ...run, name: "Boiler checks" } });
    expect(second).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { name: "Boiler checks" } });
    expect(second.body.created_at).toBe(first.body.created_at);
    expect((await it.getRun()).body).toEqual(second.body);
  });

  test("takes back what GET answered", async () => {
    const it = runOf(owner);
    const { body } = await it.putRun({ body: run });
    expect((await it.putRun({ body })).status).toBe(200);
  });

  test("keeps metadata as they came, whatever numbers and depth they have", async () => {
    const it = runOf(owner);
    const metadata = { tiny: 1e-300, huge: 1.7e308, "": [[[{ a: null }]]], note: "ünï\u{1F525}" };
    await it.putRun({ body: { ...run, metadata } });
    expect((await it.getRun()).body.metadata).toEqual(metadata);
  });

  test("one id has one run, in upper case as in lower", async () => {
    const id = randomUUID();
    await runOf(owner, id.toUpperCase()).putRun({ body: run });
    expect((await runOf(owner, id).getRun()).body.id).toBe(id);
  });

  test("answers moments in UTC with milliseconds", async () => {
    const it = runOf(owner);
    const { body } = await it.putRun({ body: { ...run, starts_at: "2026-03-01T09:00:00+01:00" } });
    expect(body.starts_at).toBe("2026-03-01T08:00:00.000Z");
  });

  test.each([
    ["another run's id", { id: randomUUID() }, "/id"],
    ["another tenant's id", { tenant_id: randomUUID() }, "/tenant_id"],
    ["no name", { name: undefined }, "/name"],
    ["an unknown status", { status: "approved" }, "/status"],
    ["the status of every object", { status: "constructor" }, "/status"],
    ["a date that does not exist", { starts_at: "2026-02-30T00:00:00Z" }, "/starts_at"],
    ["a moment without its offset", { starts_at: "2026-02-03T00:00:00" }, "/starts_at"],
    ["a portal that is no UUID", { portal_id: "portal-1" }, "/portal_id"],
    ["metadata that are a list", { metadata: [] }, "/metadata"],
    ["a field that is not known", { colour: "red" }, "/colour"],
  ])("refuses %s, at its pointer", async (_, wrong, pointer) => {
    const answer = await runOf(owner).putRun({ body: { ...run, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_REQUEST", errors: [{ pointer }] } });
  });

  test("refuses a run that ends before it starts", async () => {
    const answer = await runOf(owner).putRun({ body: { ...run, ends_at: "2026-11-30T00:00:00Z" } });
    expect(answer).toMatchObject({
      status: 422,
      body: { error_code: "INVALID_WINDOW", errors: [{ pointer: "/ends_at" }] },
    });
  });

  test("If-Match holds it to the version that was read", async () => {
    const it = runOf(owner);
    await it.putRun({ body: run });
    await it.putRun({ body: run });
    expect((await it.putRun({ body: run, headers: { "if-match": '"1"' } })).body.error_code).toBe(
      "PRECONDITION_FAILED",
    );
    expect((await it.putRun({ body: run, headers: { "if-match": '"2"' } })).status).toBe(200);
    expect((await it.putRun({ body: run, headers: { "if-none-match": "*" } })).status).toBe(412);
    expect((await runOf(owner).putRun({ body: run, headers: { "if-match": "*" } })).status).toBe(412);
    expect((await runOf(owner).putRun({ body: run, headers: { "if-none-match": "*" } })).status).toBe(201);
  });

  test("20 writers at once are 20 revs, and none is lost", async () => {
    const it = runOf(owner);
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.putRun({ body: run })));
    expect(answers.map(({ headers }) => Number(headers.etag?.replaceAll('"', ""))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});

describe("GET /api/n3/runs", () => {
  test("lists the tenant's runs page by page, oldest first, each once", async () => {
    const here = someone("tenant_admin");
    const made: string[] = [];
    for (let each = 0; each < 7; each += 1) made.push((await runOf(here).putRun({ body: run })).body.id);
    const seen: string[] = [];
    let query: Record<string, string> | undefined = { limit: "3" };
    let pages = 0;
    while (query) {
      const { body, headers } = await runOf(here).list({ query });
      seen.push(...body.runs.map(({ id }: { id: string }) => id));
      const link: string | undefined = headers.link;
      const search: string | undefined = link && /\?([^>]*)>; rel="next"/.exec(link)?.[1];
      query = search ? Object.fromEntries(new URLSearchParams(search)) : undefined;
      pages += 1;
    }
    expect(new Set(seen)).toEqual(new Set(made));
    expect(seen).toHaveLength(7);
    expect(pages).toBe(3);
  });

  test("keeps to one status, and says what is locked and handed off", async () => {
    const here = someone("owner");
    const [draft, scheduled] = [runOf(here), runOf(here)];
    await draft.putRun({ body: run });
    await scheduled.putRun({ body: { ...run, status: "scheduled" } });
    await scheduled.lock();
    const { body } = await draft.list({ query: { status: "scheduled" } });
    expect(body.runs).toMatchObject([{ id: scheduled.runId, readiness_locked: true, handoff_id: null }]);
  });

  test.each([
    { limit: "0" },
    { limit: "101" },
    { limit: "x" },
    { cursor: "!" },
    { cursor: "x" },
    { cursor: "e30" },
    { status: "none" },
    { colour: "red" },
  ])("refuses %j", async (query) => {
    const answer = await runOf(owner).list({ query });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter: Object.keys(query)[0] }] } });
  });
});
