import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { allergens, costing, docs, factoryOf, gates, project, projectOf } from "./given.ts";

const admin = someone("admin");

const aProject = async () => {
  const it = projectOf(admin);
  await it.put({ body: project });
  return it;
};

const nothing = { completed_by: null, completed_at: null, notes: null };

describe("PUT /api/npd/projects/{projectId}/gate-checklist", () => {
  test("takes a list of items, 201 the first time and 200 from then on", async () => {
    const it = await aProject();
    expect((await it.getGates()).body).toEqual([]);
    const first = await it.putGates({ body: gates });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"2"' } });
    expect(first.body).toEqual(gates.map((item) => ({ ...item, ...nothing })));
    expect((await it.putGates({ body: first.body })).status).toBe(200);
    expect((await it.getGates()).body).toEqual(first.body);
  });

  const template = [
    { id: 1, gate: "G4", item_description: "HACCP plan approved", is_required: true },
    { id: "label", gate: "G4", item_description: "Label proof approved" },
    { id: 3, gate: "G3", item_description: "Sensory trial", is_required: false },
  ];
  const completion = { is_completed: true, completed_by: "rita.moe", completed_at: "2025-01-03T10:00:00.000Z" };
  const completed = [
    { ...template[0], ...nothing, ...completion },
    { ...template[1], is_required: true, is_completed: false, ...nothing },
    { ...template[2], is_completed: false, ...nothing },
  ];

  test("takes a template with completions: what no completion names is not completed", async () => {
    const body = { template, completions: [{ checklist_id: "1", ...completion }] };
    expect((await (await aProject()).putGates({ body })).body).toEqual(completed);
  });

  test("takes completions of the checklist that was put before; the last one of an item holds", async () => {
    const it = await aProject();
    await it.putGates({ body: template });
    const body = [
      { checklist_id: 1, is_completed: false },
      { checklist_id: 1, ...completion },
    ];
    expect((await it.putGates({ body })).body).toEqual(completed);
    const undone = await it.putGates({ body: [{ checklist_id: 1, is_completed: false, notes: "Lost" }] });
    expect(undone.body[0]).toEqual({ ...template[0], is_completed: false, ...nothing, notes: "Lost" });
  });

  test("refuses a completion of what no template names", async () => {
    const it = await aProject();
    await it.putGates({ body: template });
    for (const [body, pointer] of [
      [[{ checklist_id: 9, is_completed: true }], "/0/checklist_id"],
      [{ template, completions: [{ checklist_id: "9", is_completed: true }] }, "/completions/0/checklist_id"],
    ])
      expect(await it.putGates({ body })).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect((await it.getGates()).headers.etag).toBe('"2"');
  });

  test.each([
    ["a gate that is none", [{ ...gates[0], gate: "G9" }], "/0/gate"],
    ["a completion that is a text", [gates[0], { ...gates[0], is_completed: "yes" }], "/1/is_completed"],
    ["a completion without its word", [{ checklist_id: 1 }], "/0/is_completed"],
    ["a field that is not known", [{ ...gates[0], colour: "red" }], "/0/colour"],
    ["a template whose gate is none", { template: [{ ...template[0], gate: 4 }], completions: [] }, "/template/0/gate"],
    ["a template without completions", { template }, "/completions"],
    ["a number", 7, ""],
    ["501 items", Array.from({ length: 501 }, () => gates[0]), ""],
  ])("refuses %s, at its pointer", async (_, body, pointer) => {
    const answer = await (await aProject()).putGates({ body });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_REQUEST", errors: [{ pointer }] } });
  });
});

describe("PUT /api/npd/projects/{projectId}/costing", () => {
  const row = { ...costing[0], actual_cost: null };

  test("keeps money as it was sent", async () => {
    const it = await aProject();
    const body = [row, { target_cost: 3, estimated_cost: 0.1, status: "draft" }];
    expect((await it.putCosting({ body })).status).toBe(201);
    expect((await it.getCosting()).body).toEqual([
      row,
      {
        ...{ formulation_id: null, target_cost: 3, estimated_cost: 0.1, actual_cost: null, variance_pct: null },
        ...{ status: "draft", approved_by: null, approved_at: null },
      },
    ]);
  });

  test("only Finance approves: a project lead sends in, and sends back what is approved", async () => {
    const it = await aProject();
    const lead = it.as(colleague(admin, "npd_lead"));
    const refused = await lead.putCosting({ body: costing });
    expect(refused).toMatchObject({
      status: 403,
      body: { error_code: "FORBIDDEN", errors: [{ pointer: "/0/status" }] },
    });
    expect((await lead.putCosting({ body: [{ ...row, status: "submitted" }] })).status).toBe(201);
    const { body } = await it.as(colleague(admin, "finance")).putCosting({ body: costing });
    expect((await lead.putCosting({ body: [...body, { ...row, status: "draft" }] })).status).toBe(200);
    expect((await lead.putCosting({ body: [{ ...row, estimated_cost: "1.00" }] })).status).toBe(403);
  });

  test("only Finance takes back what it has decided: a project lead neither changes it nor leaves it out", async () => {
    const it = await aProject();
    const lead = it.as(colleague(admin, "npd_lead"));
    const rejected = { ...row, id: "c1", status: "rejected" };
    const { body } = await it.as(colleague(admin, "finance")).putCosting({ body: [row, rejected] });
    for (const [sent, pointer] of [
      [[row, { ...rejected, status: "submitted" }], "/1/status"],
      [[row], ""],
      [[rejected], ""],
    ])
      expect(await lead.putCosting({ body: sent })).toMatchObject({
        status: 403,
        body: {
          error_code: "FORBIDDEN",
          errors: [{ pointer, detail: expect.stringMatching("Finance approval required") }],
        },
      });
    expect((await lead.putCosting({ body })).status).toBe(200);
  });

  test.each([
    ["a cost below 0", { target_cost: -1 }, "/0/target_cost"],
    ["a fifth decimal", { estimated_cost: "1.23456" }, "/0/estimated_cost"],
    ["no cost", { estimated_cost: undefined }, "/0/estimated_cost"],
    ["a status that is none", { status: "constructor" }, "/0/status"],
    ["a moment without its offset", { approved_at: "2025-01-01T00:00:00" }, "/0/approved_at"],
  ])("refuses %s, at its pointer", async (_, wrong, pointer) => {
    const answer = await (await aProject()).putCosting({ body: [{ ...costing[0], ...wrong }] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});

describe("PUT /api/npd/projects/{projectId}/compliance-docs", () => {
  test("takes the type of a document under either name, and answers it under the same", async () => {
    const it = await aProject();
    expect((await it.putDocs({ body: docs })).status).toBe(201);
    expect((await it.getDocs()).body).toEqual(docs.map((doc) => ({ ...doc, uploaded_by: null, deleted_at: null })));
    expect((await it.putDocs({ body: (await it.getDocs()).body })).status).toBe(200);
  });

  const [doc] = docs;
  test.each([
    ["no type", { file_type: undefined }, "/0/file_type"],
    ["two types", { doc_type: "label" }, "/0/file_type"],
    ["a type that is none", { file_type: "HACCP" }, "/0/file_type"],
    ["no name", { file_name: "" }, "/0/file_name"],
    ["a moment that does not exist", { uploaded_at: "2025-02-30T00:00:00Z" }, "/0/uploaded_at"],
  ])("refuses %s, at its pointer", async (_, wrong, pointer) => {
    const answer = await (await aProject()).putDocs({ body: [{ ...doc, ...wrong }] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});

describe("PUT /api/npd/projects/{projectId}/allergens", () => {
  test("keeps the declaration; before it there is none", async () => {
    const it = await aProject();
    expect((await it.getAllergens()).status).toBe(404);
    expect(await it.putAllergens({ body: allergens })).toMatchObject({ status: 201, body: allergens });
    const { body } = await it.putAllergens({ body: { formulation_id: 21 } });
    expect(body).toEqual({ formulation_id: 21, contains: [], may_contain: [] });
    expect((await it.getAllergens()).body).toEqual(body);
  });
});

describe("the records of one project", () => {
  test("share its version: If-Match of one holds against a change of another", async () => {
    const it = await aProject();
    const { headers } = await it.getCosting();
    await it.putDocs({ body: docs });
    const late = await it.putCosting({ body: costing, headers: { "if-match": headers.etag ?? "" } });
    expect(late.body.error_code).toBe("PRECONDITION_FAILED");
  });

  test("are nobody's where there is no project, and another tenant's", async () => {
    const it = await aProject();
    for (const stranger of [projectOf(admin), it.as(someone("admin"))]) {
      const reads = [stranger.getGates(), stranger.getCosting(), stranger.getDocs(), stranger.getAllergens()];
      const writes = [
        stranger.putGates({ body: gates }),
        stranger.putCosting({ body: costing }),
        stranger.putDocs({ body: docs }),
        stranger.putAllergens({ body: allergens }),
      ];
      for (const { status } of await Promise.all([...reads, ...writes])) expect(status).toBe(404);
    }
  });
});

describe("PUT /api/npd/settings", () => {
  const defaults = {
    npd_only_mode: false,
    require_costing_approval: true,
    require_compliance_docs: true,
    enable_pilot_wo: true,
    default_pilot_routing: null,
    cost_variance_warning_pct: 20,
    cost_variance_blocker_pct: 50,
  };

  test("are as they are by default until somebody puts them, and where they are left out", async () => {
    const factory = factoryOf(someone("owner"));
    expect((await factory.getSettings()).body).toEqual(defaults);
    const body = { require_costing_approval: false, default_pilot_routing: "ROUTING-TRIAL-001" };
    const first = await factory.putSettings({ body });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { ...defaults, ...body } });
    expect((await factory.getSettings()).body).toEqual(first.body);
    expect(await factory.putSettings({ body: {} })).toMatchObject({ status: 200, body: defaults });
  });

  test.each([
    ["a blocker below the warning", { cost_variance_blocker_pct: 10 }, "/cost_variance_blocker_pct"],
    ["a percentage below 0", { cost_variance_warning_pct: -1 }, "/cost_variance_warning_pct"],
    ["a yes that is a text", { npd_only_mode: "true" }, "/npd_only_mode"],
  ])("refuses %s", async (_, body, pointer) => {
    const answer = await factoryOf(admin).putSettings({ body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});
