import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { aDeveloper, allergens, costing, docs, factoryOf, formulation, gates, project, projectOf } from "./given.ts";

const lead = someone("npd_lead");

describe("PUT /api/npd/projects/{projectId}", () => {
  test("makes a project with 201, and writes it anew with 200", async () => {
    const it = projectOf(lead);
    const first = await it.put({ body: project });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(first.body).toEqual({
      ...project,
      id: it.projectId,
      actual_launch_date: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    const second = await it.put({ body: { ...project, project_name: "Burger" } });
    expect(second).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { project_name: "Burger" } });
    expect(second.body.created_at).toBe(first.body.created_at);
    expect((await it.get()).body).toEqual(second.body);
  });

  test("takes back what GET answered", async () => {
    const it = projectOf(lead);
    const { body } = await it.put({ body: project });
    expect((await it.put({ body })).status).toBe(200);
  });

  test.each([
    ["a number as a number", "7", { id: 7 }, 7],
    ["a number as a text", "7", { id: "7" }, "7"],
    ["digits of a path, as the document has ids, as a number", "7", {}, 7],
    ["a number with zeros before it as a text", "007", {}, "007"],
    ["a number too long to be exact as a text", "9007199254740993", {}, "9007199254740993"],
    ["a name as it is written", "Burger_2-b", {}, "Burger_2-b"],
  ])("answers %s", async (_, path, sent, id) => {
    const it = projectOf(aDeveloper(), path);
    expect((await it.put({ body: { ...project, ...sent } })).body.id).toBe(id);
    expect((await it.get()).body.id).toBe(id);
    expect((await it.put({ body: project })).body.id).toBe(id);
  });

  test("one id has one project, in upper case as in lower", async () => {
    const id = randomUUID();
    await projectOf(lead, id.toUpperCase()).put({ body: project });
    expect((await projectOf(lead, id).get()).body.id).toBe(id);
  });

  test("keeps gate and status where they are left out; a new project is an idea at G0", async () => {
    const { current_gate: _gate, status: _status, ...rest } = project;
    const it = projectOf(lead);
    expect((await it.put({ body: rest })).body).toMatchObject({ current_gate: "G0", status: "idea" });
    await it.put({ body: project });
    expect((await it.put({ body: rest })).body).toMatchObject({ current_gate: "G4", status: "testing" });
  });

  test.each([
    ["another project's id", { id: randomUUID() }, "/id"],
    ["the id 0", { id: 0 }, "/id"],
    ["no number", { project_number: undefined }, "/project_number"],
    ["a number with a space", { project_number: "NPD 1" }, "/project_number"],
    ["a blank name", { project_name: " " }, "/project_name"],
    ["a gate that is none", { current_gate: "G5" }, "/current_gate"],
    ["a status that is none", { status: "constructor" }, "/status"],
    ["a date that does not exist", { target_launch_date: "2025-02-30" }, "/target_launch_date"],
    ["a field that is not known", { colour: "red" }, "/colour"],
  ])("refuses %s, at its pointer", async (_, wrong, pointer) => {
    const answer = await projectOf(lead).put({ body: { ...project, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_REQUEST", errors: [{ pointer }] } });
  });

  test.each([{ status: "launched" }, { current_gate: "Launched" }])(
    "leaves it to the handoff to launch a project: refuses %j",
    async (launched) => {
      const it = projectOf(lead);
      await it.put({ body: project });
      const answer = await it.put({ body: { ...project, ...launched } });
      const pointer = `/${Object.keys(launched)[0] ?? ""}`;
      expect(answer).toMatchObject({
        status: 409,
        body: { error_code: "LAUNCH_NEEDS_HANDOFF", errors: [{ pointer }] },
      });
      expect((await it.get()).body.status).toBe("testing");
    },
  );

  test("takes a project that was launched elsewhere, whose records then do not change", async () => {
    const it = projectOf(aDeveloper());
    const body = { ...project, status: "launched", current_gate: "Launched", actual_launch_date: "2024-11-04" };
    expect(await it.put({ body })).toMatchObject({ status: 201, body });
    const answers = await Promise.all([
      it.put({ body }),
      it.putGates({ body: gates }),
      it.putCosting({ body: costing }),
      it.putDocs({ body: docs }),
      it.putAllergens({ body: allergens }),
      it.putFormulation({ body: formulation }),
    ]);
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 409,
        body: { error_code: "ALREADY_LAUNCHED", detail: expect.stringMatching(/^Project already handed off\./) },
      });
    expect((await it.get()).headers.etag).toBe('"1"');
  });

  test("If-Match holds it to the version that was read", async () => {
    const it = projectOf(lead);
    await it.put({ body: project });
    await it.put({ body: project });
    expect((await it.put({ body: project, headers: { "if-match": '"1"' } })).body.error_code).toBe(
      "PRECONDITION_FAILED",
    );
    expect((await it.put({ body: project, headers: { "if-match": '"2"' } })).status).toBe(200);
    expect((await projectOf(lead).put({ body: project, headers: { "if-match": "*" } })).status).toBe(412);
  });

  test("eight writers of the records of one project lose nothing", async () => {
    const it = projectOf(aDeveloper());
    await it.put({ body: project });
    const putAll = () => [
      it.putGates({ body: gates }),
      it.putCosting({ body: costing }),
      it.putDocs({ body: docs }),
      it.putAllergens({ body: allergens }),
    ];
    const answers = await Promise.all([...putAll(), ...putAll()]);
    expect(answers.map(({ headers }) => Number(headers.etag?.replaceAll('"', ""))).sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect((await it.getGates()).body).toHaveLength(gates.length);
    expect((await it.getAllergens()).body).toEqual(allergens);
  });
});

describe("GET /api/npd/projects", () => {
  test("lists the tenant's projects page by page, oldest first, each once", async () => {
    const who = someone("npd_lead");
    const made = [1, "burger", "3", "four", "V"];
    for (const id of made) await projectOf(who, String(id)).put({ body: { ...project, id } });
    const seen: unknown[] = [];
    let query: Record<string, string> | undefined = { limit: "2" };
    while (query) {
      const { body, headers } = await factoryOf(who).listProjects({ query });
      seen.push(...body.projects.map(({ id }: { id: unknown }) => id));
      const search: string | undefined = /\?([^>]*)>; rel="next"/.exec(headers.link ?? "")?.[1];
      query = search ? Object.fromEntries(new URLSearchParams(search)) : undefined;
    }
    expect(seen).toEqual(made);
  });

  test("keeps to one status", async () => {
    const who = someone("npd_lead");
    await projectOf(who, "1").put({ body: project });
    await projectOf(who, "2").put({ body: { ...project, status: "cancelled" } });
    const { body } = await factoryOf(who).listProjects({ query: { status: "cancelled" } });
    expect(body.projects).toMatchObject([{ id: 2, status: "cancelled" }]);
  });

  test.each([{ limit: "0" }, { cursor: "e30" }, { cursor: "A" }, { status: "none" }, { colour: "red" }])(
    "refuses %j",
    async (query) => {
      const answer = await factoryOf(lead).listProjects({ query });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter: Object.keys(query)[0] }] } });
    },
  );
});

describe("who may do what with the records of a launch", () => {
  const admin = someone("admin");
  const it = projectOf(admin);
  const as = (role: string) => it.as(colleague(admin, role));
  const factory = (role: string) => factoryOf(colleague(admin, role));

  test("the Production Manager sees the project and what the factory works with, not its recipe, costs and documents", async () => {
    await it.put({ body: project });
    const manager = as("production_manager");
    expect((await manager.get()).status).toBe(200);
    expect((await factory("production_manager").searchProducts()).status).toBe(200);
    const closed = [manager.getFormulation, manager.listFormulations, manager.getCosting, manager.getDocs];
    for (const ask of [...closed, manager.getGates, manager.getAllergens, manager.put, manager.putGates])
      expect((await ask({ body: {} })).body.error_code).toBe("FORBIDDEN");
  });

  test.each([
    ["npd_lead", ["put", "putGates", "putFormulation", "lock", "putCosting", "putDocs", "putAllergens"]],
    ["r_and_d", ["putFormulation", "lock"]],
    ["finance", ["putCosting"]],
    ["regulatory", ["putDocs", "putAllergens"]],
    ["production_manager", []],
    ["member", []],
    ["orchestrator", []],
  ] as const)("of the writes to a project, %s may do %j and no others", async (role, allowed) => {
    const writes = ["put", "putGates", "putFormulation", "lock", "putCosting", "putDocs", "putAllergens"] as const;
    for (const write of writes) {
      // A role that may write hears that the body is wrong; one that may not hears nothing of it.
      const { status } = await as(role)[write]({ body: { no_such_field: 1 } });
      expect([write, status]).toEqual([write, (allowed as readonly string[]).includes(write) ? 400 : 403]);
    }
  });

  test("products and routings are the Production Manager's, settings the owner's", async () => {
    const put = async (role: string) => [
      (await factory(role).product().put({ body: {} })).status,
      (await factory(role).routing().put({ body: {} })).status,
      (await factory(role).putSettings({ body: { no_such_field: 1 } })).status,
    ];
    expect(await put("owner")).toEqual([400, 400, 400]);
    expect(await put("production_manager")).toEqual([400, 400, 403]);
    expect(await put("npd_lead")).toEqual([403, 403, 403]);
  });
});
