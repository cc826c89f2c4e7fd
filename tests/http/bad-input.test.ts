import { hash, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { routes } from "../../infra/routes.ts";
import { call, someone, type Who } from "../support/call.ts";

const everyRole = someone(
  ...["owner", "admin", "tenant_admin", "npd_lead", "orchestrator", "builder", "reviewer", "auditor", "member"],
);
const json = { "content-type": "application/json" };
const namesIn = (route: string) => [...route.matchAll(/\{(\w+)\+?\}/g)].map(([, name = ""]) => name);
const ids = (route: string, id: string) => Object.fromEntries(namesIn(route).map((name) => [name, id]));

/** What is of the right form, and nobody's. */
const unknown: Record<string, () => string> = {
  index: () => "999999999999",
  digest: () => hash("sha256", randomUUID()),
  path: () => "0/999",
  waveId: () => "no-such-wave",
  version: () => "999999.0.0",
};

/** What is no id, but a name that a person may give. */
const names: Record<string, readonly string[]> = { waveId: ["no-id", "constructor"] };

/** What makes the record that it names, as a PUT does. */
const makes = ["POST /api/builder-handoffs/{handoffId}/spec"];
const unknownIds = (route: string) => ({
  ...Object.fromEntries(namesIn(route).map((name) => [name, (unknown[name] ?? randomUUID)()])),
  // Builders name their handoffs themselves; other handoffs get an id.
  ...(route.includes("/builder-handoffs/{handoffId}") && { handoffId: "H-999999" }),
});

/** What routes take that need a body, so that nothing but the id is wrong. */
const bodies: Record<string, unknown> = {
  "POST /api/builder-handoffs/{handoffId}/results": { document: "# Results" },
  "POST /api/builder-handoffs/{handoffId}/review": { verdict: "returned" },
  "POST /api/builder-handoffs/{handoffId}/answers": { answers: Array.from({ length: 13 }, () => "Yes") },
  "POST /api/npd/projects/{projectId}/handoff/execute": {
    ...{ product_action: "update", product_id: randomUUID(), formulation_id: 1 },
    ...{ bom_data: { effective_from: "2027-01-01" }, create_pilot_wo: false },
  },
  "POST /api/features/{featureId}/handoff-packets": {
    phase: "planning",
    agent_id: "IN1",
    agent_name: "Product Architect",
    output_summary: "Planned",
  },
  // workflow handoffs
  "POST /api/workflow-handoffs/{handoffId}/acceptance": { decision: "accepted", read_back: "Understood." },
  "POST /api/workflow-handoffs/{handoffId}/approvals": { decision: "approved" },
};

const refused = (answer: Awaited<ReturnType<typeof call>>, status: number, error_code: string) => {
  expect(answer).toMatchObject({
    status,
    headers: { "content-type": "application/problem+json" },
    body: { type: expect.stringMatching(/^urn:/), title: expect.any(String), status, success: false, error_code },
  });
  expect(answer.body.error).toBe(answer.body.detail);
  expect(answer.body.request_id).toBeTruthy();
};

const withBody = routes.map(([route]) => route).filter((route) => /^(POST|PUT) /.test(route));
const ofOneRecord = routes.map(([route]) => route).filter((route) => route.includes("{"));

/** What these routes take is a list, and an empty one is nothing bad. */
const takesLists = /\/(gate-checklist|costing|compliance-docs)$/;
/** Ids of these records are any word: upstream systems give them. */
const takesWords = /\{(projectId|formulationId)\}/;

describe.each(withBody)("%s", (route) => {
  const send = (body: unknown, headers: Record<string, string> = json) =>
    call(everyRole, route, { params: unknownIds(route), body, headers });

  test.each([
    ["what is not JSON", "{"],
    ["two values", "{}{}"],
    ["a key twice", '{"note":"a","note":"b"}'],
    ["a key twice, once escaped", '{"note":"a","n\\u006fte":"b"}'],
    ["a key twice, far inside", '{"metadata":{"a":[{"b":1,"b":2}]}}'],
    ["__proto__", '{"__proto__":{"roles":["owner"]}}'],
    ["a number out of range", '{"metadata":{"n":1e400}}'],
    ["10,000 levels", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["30,000 open brackets", "[".repeat(30_000)],
    ["65 levels of objects", `${'{"a":'.repeat(65)}1${"}".repeat(65)}`],
    ["a NUL", '{"a":"\\u0000"}'],
    ["bytes that are no UTF-8", Buffer.from('{"note":"\xff"}', "latin1")],
    ["the first three bytes of four", Buffer.from('{"note":"\xf0\x9f\x94"}', "latin1")],
    ["half a surrogate pair in a key", '{"\\ud800":1}'],
  ])("refuses %s", async (_, body) => {
    refused(await send(body), 400, "MALFORMED_JSON");
  });

  const noObjects = takesLists.test(route) ? ["[[]]", "[7]"] : ["[]"];
  test.each(["null", ...noObjects, '"text"', "7", "true", '{"constructor":1}', '{"no_such_field":1}'])(
    "refuses the body %s",
    async (body) => {
      refused(await send(body), 400, "INVALID_REQUEST");
    },
  );

  test("refuses another media type, and none", async () => {
    refused(
      await send("note=a", { "content-type": "application/x-www-form-urlencoded" }),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
    refused(await send("{}", { "content-type": "text/plain" }), 415, "UNSUPPORTED_MEDIA_TYPE");
    refused(await send("{}", {}), 415, "UNSUPPORTED_MEDIA_TYPE");
  });

  test("refuses 2 MB, saying how much it takes", async () => {
    const answer = await send(JSON.stringify({ note: "n".repeat(2_000_000) }));
    refused(answer, 413, "TOO_LARGE");
    expect(answer.body.detail).toMatch(/2000011 bytes\. Send at most \d+/);
  });
});

describe.each(ofOneRecord.filter((route) => !route.includes("+}")))("%s", (route) => {
  const isName = (id: string) => namesIn(route).every((name) => names[name]?.includes(id));
  const words = takesWords.test(route) ? [] : ["no-id", "__proto__", "constructor"].filter((id) => !isName(id));
  test.each([...words, "..", "%00", "'", "a#b", "1".repeat(500)])("refuses the id %j", async (id) => {
    refused(await call(everyRole, route, { params: ids(route, id) }), 400, "INVALID_REQUEST");
  });
});

describe.each(ofOneRecord.filter((route) => !route.startsWith("PUT ") && !makes.includes(route)))("%s", (route) => {
  test("does not know an id that nobody has made", async () => {
    const body = bodies[route];
    const code = route === "POST /api/builder-handoffs/{handoffId}/results" ? "SPEC_REQUIRED" : "NOT_FOUND";
    refused(await call(everyRole, route, { params: unknownIds(route), body }), 404, code);
  });
});

describe.each(routes.map(([route]) => route))("%s", (route) => {
  const ask = (who: Who, headers = {}) => call(who, route, { params: unknownIds(route), headers });

  test("is closed to a token without a role, and to one without a tenant", async () => {
    refused(await ask(someone()), 403, "FORBIDDEN");
    refused(await ask(someone("Owner", "ADMIN", "owner,admin")), 403, "FORBIDDEN");
    refused(await ask({ ...everyRole, tenantId: "" }), 403, "FORBIDDEN");
    refused(await ask({ ...everyRole, tenantId: "a#RUN#b" }), 403, "FORBIDDEN");
    refused(await ask({ ...everyRole, sub: "" }), 403, "FORBIDDEN");
  });

  test("shows nothing to a caller who names another tenant", async () => {
    refused(await ask(everyRole, { "x-tenant-id": randomUUID() }), 404, "NOT_FOUND");
  });
});
