import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { allergens, costing, docs, factoryOf, formulation, gates } from "./given.ts";
import { aHandoffReady, done, handoffOf, type HandoffUnderTest } from "./given-handoff.ts";

const checkOf = async (it: HandoffUnderTest, name: string) => {
  const { body } = await it.validate();
  const check = body.validation.checks.find((each: { name: string }) => each.name === name);
  return { ...check, can_handoff: body.validation.can_handoff, blockers: body.validation.blockers };
};
const blocked = (message: string) => ({ status: "fail", message, can_handoff: false, blockers: [message] });

describe.each(["GET", "POST"])("%s /api/npd/projects/{projectId}/handoff/validate", (method) => {
  test("says of a project that is ready that all checks passed", async () => {
    const it = await aHandoffReady();
    const { status, body } = await (method === "GET" ? it.getValidation() : it.validate());
    expect(status).toBe(200);
    expect(body.project).toMatchObject({
      id: it.projectId,
      project_name: "Premium Burger",
      current_gate: "G4",
      status: "testing",
    });
    expect(body.validation).toMatchObject({
      can_handoff: true,
      blockers: [],
      summary: "All checks passed - Ready for handoff",
    });
    expect(
      body.validation.checks.map(({ name, status, message }: Record<string, unknown>) => [name, status, message]),
    ).toEqual([
      ["gate_g4_complete", "pass", null],
      ["formulation_locked", "pass", null],
      ["costing_approved", "pass", null],
      ["compliance_docs", "pass", null],
      ["allergen_declaration", "pass", null],
    ]);
    expect(body.formulation_id).toBe(21);
  });
});

describe("a check", () => {
  test("of the gate counts required items alone, and fails without any", async () => {
    const it = await aHandoffReady();
    const message = "Complete all G4 checklist items before handoff";
    const [first, ...others] = gates;
    done(await it.project.putGates({ body: [{ ...first, is_completed: false }, ...others] }));
    expect(await checkOf(it, "gate_g4_complete")).toMatchObject({
      ...blocked(message),
      fix_action: "Go to Gate Checklist",
    });
    done(await it.project.putGates({ body: [{ ...first, gate: "G3", is_completed: false }, ...others] }));
    expect(await checkOf(it, "gate_g4_complete")).toMatchObject({ status: "pass", message: null, can_handoff: true });
    done(await it.project.putGates({ body: [{ ...first, gate: "G3" }] }));
    expect(await checkOf(it, "gate_g4_complete")).toMatchObject(blocked(message));
  });

  test.each([
    ["G3", "testing", "Handoff only available at Gate G4"],
    ["G4", "cancelled", "Project is cancelled"],
  ])("of the gate fails at %s for a project that is %s", async (current_gate, status, message) => {
    const it = await aHandoffReady();
    const { body } = await it.project.get();
    done(await it.project.put({ body: { ...body, current_gate, status } }));
    expect(await checkOf(it, "gate_g4_complete")).toMatchObject(blocked(message));
  });

  test("of the formulation asks for the newest that is approved to be locked; a draft disturbs nobody", async () => {
    const it = await aHandoffReady();
    const next = it.project.formulation("22");
    done(await next.putFormulation({ body: { ...formulation, formulation_number: "v2.10", status: "draft" } }));
    expect((await it.validate()).body.formulation_id).toBe(21);
    done(await next.putFormulation({ body: { ...formulation, formulation_number: "v2.10" } }));
    expect(await checkOf(it, "formulation_locked")).toMatchObject({
      status: "fail",
      message: "Lock formulation v2.10 before handoff",
      fix_action: "Lock Formulation",
    });
    done(await next.lock());
    expect((await it.validate()).body.formulation_id).toBe(22);
    expect((await it.validate({ query: { formulation_id: "21" } })).body.formulation_id).toBe(21);
  });

  const row = { ...costing[0], variance_pct: null };
  test.each([
    ["this formulation's approved row", [{ ...row, status: "rejected" }, row], "pass"],
    [
      "else the project's",
      [
        { ...row, status: "submitted" },
        { ...row, formulation_id: null },
      ],
      "pass",
    ],
    [
      "not another formulation's",
      [
        { ...row, formulation_id: 7 },
        { ...row, status: "submitted" },
      ],
      "fail",
    ],
    [
      "its own that Finance rejected, too",
      [
        { ...row, status: "rejected" },
        { ...row, formulation_id: null },
      ],
      "fail",
    ],
    ["and nothing is not enough", [], "fail"],
  ])("of the costing takes %s", async (_, body, status) => {
    const it = await aHandoffReady();
    done(await it.project.putCosting({ body }));
    const message = status === "pass" ? null : "Finance approval required for costing";
    expect(await checkOf(it, "costing_approved")).toMatchObject({ status, message });
  });

  test.each([
    [{ ...row, variance_pct: "20" }, undefined, ""],
    [{ ...row, variance_pct: "20.01" }, "warning", "Cost is 20.01% above target: more than 20% is worth a look"],
    [{ ...row, variance_pct: -80 }, undefined, ""],
    [{ ...row, target_cost: "2", estimated_cost: "3.1" }, "fail", "Cost is 55% above target: at most 50% is allowed"],
    [
      { ...row, target_cost: 2, estimated_cost: 9, actual_cost: 3 },
      "warning",
      "Cost is 50% above target: more than 20% is worth a look",
    ],
    [
      { ...row, target_cost: 0, estimated_cost: 9 },
      "warning",
      "Target cost is 0, so the variance of the cost cannot be judged",
    ],
    [{ ...row, target_cost: 0, estimated_cost: 0 }, undefined, ""],
  ])("of the variance is there only where it exceeds the settings: %j", async (sent, status, message) => {
    const it = await aHandoffReady();
    done(await it.project.putCosting({ body: [sent] }));
    const check = await checkOf(it, "cost_variance");
    expect(check.status).toBe(status);
    if (status) expect(check.message).toBe(message);
    expect(check.can_handoff).toBe(status !== "fail");
  });

  const [haccp, label] = docs;
  const deleted_at = "2025-01-05T00:00:00.000Z";
  test.each([
    ["HACCP, Label Proof", []],
    ["Label Proof", [haccp]],
    ["HACCP", [label, { ...haccp, deleted_at }]],
    [
      null,
      [
        { ...haccp, file_type: undefined, doc_type: "haccp" },
        { ...label, doc_type: "label_proof" },
      ],
    ],
  ])("of the documents names what is missing: %s", async (missing, body) => {
    const it = await aHandoffReady();
    done(await it.project.putDocs({ body }));
    const expected = missing ? blocked(`Missing: ${missing}`) : { status: "pass", message: null };
    expect(await checkOf(it, "compliance_docs")).toMatchObject({ ...expected, fix_action: "Upload Documents" });
  });

  test("of the allergens only warns, also when they are another formulation's", async () => {
    const it = await aHandoffReady();
    done(await it.project.putAllergens({ body: { ...allergens, formulation_id: 7 } }));
    expect(await checkOf(it, "allergen_declaration")).toMatchObject({
      status: "warning",
      message: "Allergens will not be transferred (optional)",
      can_handoff: true,
    });
    expect((await it.validate()).body.validation.summary).toBe(
      "No blockers, but mind: Allergens will not be transferred (optional) - Ready for handoff",
    );
  });

  test("that the settings do not require only warns", async () => {
    const it = await aHandoffReady();
    done(await it.project.putCosting({ body: [] }));
    done(await it.project.putDocs({ body: [] }));
    const { putSettings } = factoryOf(colleague(it.who, "admin"));
    done(await putSettings({ body: { require_costing_approval: false, require_compliance_docs: false } }));
    expect(await checkOf(it, "costing_approved")).toMatchObject({ status: "warning", can_handoff: true });
    expect(await checkOf(it, "compliance_docs")).toMatchObject({
      status: "warning",
      message: "Missing: HACCP, Label Proof",
    });
  });
});

describe("the validation token", () => {
  const tokenOf = async (it: HandoffUnderTest) => (await it.validate()).body.validation_token;

  test("stays the same while what was read does, whoever asks and whatever else changes", async () => {
    const it = await aHandoffReady();
    const token = await tokenOf(it);
    const { body } = await it.project.get();
    done(await it.project.put({ body: { ...body, project_name: "Another name" } }));
    expect((await it.as(colleague(it.who, "r_and_d")).getValidation()).body.validation_token).toBe(token);
  });

  test("changes with each thing that is read", async () => {
    const it = await aHandoffReady();
    const tokens = [await tokenOf(it)];
    for (const act of [
      () => it.project.putGates({ body: gates.slice(1) }),
      () => it.project.putCosting({ body: [...costing, { ...costing[0], formulation_id: 7 }] }),
      () => it.project.putDocs({ body: docs.slice(1) }),
      () => it.project.putAllergens({ body: { ...allergens, contains: [] } }),
      () => factoryOf(colleague(it.who, "admin")).putSettings({ body: { cost_variance_warning_pct: 21 } }),
    ]) {
      done(await act());
      tokens.push(await tokenOf(it));
    }
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

test("a formulation that is named and is gone is told of in the document's words (AC-12)", async () => {
  const it = await aHandoffReady();
  for (const ask of [it.validate, it.getValidation, it.export])
    expect(await ask({ query: { formulation_id: "404" } })).toMatchObject({
      status: 404,
      body: {
        error_code: "FORMULATION_NOT_FOUND",
        error: "Formulation no longer exists. Handoff aborted.",
        return_to_step: 1,
      },
    });
});

describe("who may validate", () => {
  test.each(["owner", "admin", "npd_lead", "r_and_d", "regulatory", "finance"])("%s may", async (role) => {
    const it = await aHandoffReady();
    expect((await it.as(colleague(it.who, role)).validate()).status).toBe(200);
  });

  test.each(["production_manager", "member", "auditor", "tenant_admin"])("%s may not", async (role) => {
    const it = await aHandoffReady();
    expect(await it.as(colleague(it.who, role)).validate()).toMatchObject({
      status: 403,
      body: { error_code: "FORBIDDEN" },
    });
  });

  test("another tenant's project is not there", async () => {
    const it = await aHandoffReady();
    expect((await handoffOf(someone("npd_lead"), it.projectId).validate()).status).toBe(404);
  });
});
