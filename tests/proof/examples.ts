import { randomUUID } from "node:crypto";
import * as builder from "../builder-handoffs/given.ts";
import { resultsOf, specOf } from "../builder-handoffs/documents.ts";
import * as launch from "../launch-handoffs/given.ts";
import { aHandoffReady, request } from "../launch-handoffs/given-handoff.ts";
import { aggregatePartition, HEAD } from "../../shared/ledger/keys.ts";
import { queryStored } from "../../shared/ledger/watch/stored-repository.ts";
import { aHead, fillLog, wake } from "../ledger/given.ts";
import { aFeature, packet } from "../packets/given.ts";
import * as runs from "../run-handoffs/given.ts";
import type { Who } from "../support/call.ts";
import { accepts, aHandoff, approves, readyForQa, readyToComplete } from "../workflow-handoffs/given.ts";

/** One call that is answered 2xx, by somebody who may make it. */
export type Example = {
  who: Who;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
};

/** The people of one tenant, each with the roles asked for. */
export type Tenant = (...roles: string[]) => Who;

/** Makes what the call needs, on records of its own. */
export type Given = (tenant: Tenant) => Promise<Example>;

type More = Omit<Example, "who" | "params">;
type Run = runs.RunUnderTest;

const ofRun =
  (prepare: (run: Run) => Promise<unknown>, more: More = {}): Given =>
  async (tenant) => {
    const who = tenant("owner");
    const run = runs.runOf(who);
    launch.done(await run.putRun({ body: runs.run }));
    await prepare(run);
    return { who, params: { runId: run.runId }, ...more };
  };
const none = async () => undefined;
const inOrder =
  (...steps: ("promote" | "demote" | "lock" | "evaluate" | "record" | "facts")[]) =>
  async (run: Run) => {
    for (const step of steps)
      launch.done(step === "facts" ? await run.putReadiness({ body: runs.readiness }) : await run[step]());
  };

const ofRuns: Record<string, Given> = {
  "GET /api/n3/runs": ofRun(none),
  "GET /api/n3/runs/{runId}": ofRun(none),
  "PUT /api/n3/runs/{runId}": ofRun(none, { body: { ...runs.run, name: "Boiler checks, south blocks" } }),
  "GET /api/n3/runs/{runId}/monitor": ofRun(inOrder("facts", "lock", "evaluate", "record")),
  "POST /api/n3/runs/{runId}/promote": ofRun(none, { body: {} }),
  "POST /api/n3/runs/{runId}/demote": ofRun(inOrder("promote"), { body: { note: "Not yet" } }),
  "GET /api/n3/runs/{runId}/readiness": ofRun(inOrder("facts")),
  "PUT /api/n3/runs/{runId}/readiness": ofRun(none, { body: runs.readiness }),
  "GET /api/n3/runs/{runId}/readiness-lock": ofRun(inOrder("facts", "lock")),
  "POST /api/n3/runs/{runId}/readiness-lock": ofRun(inOrder("facts"), { body: { note: "As of noon" } }),
  "POST /api/n3/runs/{runId}/readiness-unlock": ofRun(inOrder("facts", "lock"), { body: {} }),
  "GET /api/n3/runs/{runId}/execution-eligibility": ofRun(inOrder("facts", "lock", "evaluate")),
  "POST /api/n3/runs/{runId}/execution-eligibility": ofRun(inOrder("facts", "lock"), { body: {} }),
  "GET /api/n3/runs/{runId}/execution-handoff": ofRun(inOrder("facts", "lock", "evaluate", "record")),
  "POST /api/n3/runs/{runId}/execution-handoff": ofRun(inOrder("facts", "lock", "evaluate"), {
    body: { note: "For Tuesday" },
  }),
  "DELETE /api/n3/runs/{runId}/execution-handoff": ofRun(
    inOrder("facts", "lock", "evaluate", "promote", "record", "demote"),
  ),
};

const P = "/api/npd/projects/{projectId}";
const F = `${P}/formulations/{formulationId}`;

/** A project ready for its handoff; `role` is who calls. */
const ofProject =
  (more: More = {}, { role = "admin", formulationId = "21" } = {}): Given =>
  async (tenant) => {
    const { projectId } = await aHandoffReady(tenant("npd_lead"), { items: launch.lines(3) });
    return { who: tenant(role), params: { projectId, formulationId }, ...more };
  };
const launched =
  (pick: (records: any) => Record<string, string>, role = "admin"): Given =>
  async (tenant) => {
    const it = await aHandoffReady(tenant("npd_lead"), { items: launch.lines(3) });
    const { body } = launch.done(await it.execute({ body: request() }));
    return { who: tenant(role), params: { projectId: it.projectId, ...pick(body.created_records) } };
  };
const ofProduct =
  (more: () => More = () => ({})): Given =>
  async (tenant) => {
    const who = tenant("admin");
    const it = launch.factoryOf(who).product();
    const product = { ...launch.product, product_code: `P-${it.productId.slice(0, 8)}` };
    launch.done(await it.put({ body: product }));
    return { who, params: { productId: it.productId }, ...more() };
  };
const ofRouting =
  (more: More = {}): Given =>
  async (tenant) => {
    const who = tenant("admin");
    const it = launch.factoryOf(who).routing();
    launch.done(await it.put({ body: { ...launch.routing, code: `R-${it.routingId.slice(0, 8)}` } }));
    return { who, params: { routingId: it.routingId }, ...more };
  };

const ofLaunches: Record<string, Given> = {
  "GET /api/npd/projects": ofProject(),
  [`GET ${P}`]: ofProject(),
  [`PUT ${P}`]: async (tenant) => {
    const it = await launch.aProjectReady(tenant("admin"), { number: `NPD-${randomUUID().slice(0, 8)}` });
    const { body } = launch.done(await it.get());
    const sent = { ...launch.project, project_number: body.project_number, project_name: "Plain Burger" };
    return { who: it.who, params: { projectId: it.projectId }, body: sent };
  },
  [`GET ${P}/gate-checklist`]: ofProject(),
  [`PUT ${P}/gate-checklist`]: ofProject({ body: launch.gates }),
  [`GET ${P}/costing`]: ofProject(),
  [`PUT ${P}/costing`]: ofProject({ body: launch.costing }),
  [`GET ${P}/compliance-docs`]: ofProject(),
  [`PUT ${P}/compliance-docs`]: ofProject({ body: launch.docs }),
  [`GET ${P}/allergens`]: ofProject(),
  [`PUT ${P}/allergens`]: ofProject({ body: launch.allergens }),
  [`GET ${P}/formulations`]: ofProject(),
  [`GET ${F}`]: ofProject(),
  [`PUT ${F}`]: ofProject({ body: { ...launch.formulation, items: launch.lines(3) } }, { formulationId: "22" }),
  [`POST ${F}/lock`]: async (tenant) => {
    const it = launch.projectOf(tenant("admin"));
    const project_number = `NPD-${it.projectId.slice(0, 8)}`;
    launch.done(await it.put({ body: { ...launch.project, project_number } }));
    launch.done(await it.putFormulation({ body: { ...launch.formulation, items: launch.lines(3) } }));
    return { who: it.who, params: { projectId: it.projectId, formulationId: it.formulationId }, body: {} };
  },
  [`GET ${P}/handoff`]: async (tenant) => {
    await ofRouting()(tenant);
    return ofProject({}, { role: "npd_lead" })(tenant);
  },
  [`PUT ${P}/handoff`]: ofProject({ body: { step: 4, create_pilot_wo: false } }, { role: "npd_lead" }),
  [`GET ${P}/handoff/validate`]: ofProject({}, { role: "npd_lead" }),
  [`POST ${P}/handoff/validate`]: ofProject({ body: {} }, { role: "npd_lead" }),
  [`POST ${P}/handoff/execute`]: async (tenant) => {
    const { pilot_wo_data, ...sent } = request();
    const { params } = await ofRouting()(tenant);
    const given = await ofProject({}, { role: "npd_lead" })(tenant);
    return { ...given, body: { ...sent, pilot_wo_data: { ...pilot_wo_data, routing_id: params?.routingId } } };
  },
  [`GET ${P}/handoff/events`]: launched(() => ({}), "npd_lead"),
  [`GET ${P}/handoff/export`]: launched(() => ({}), "npd_lead"),
  "GET /api/notifications": async (tenant) => ({ who: tenant("production_manager") }),
  "GET /api/npd/settings": async (tenant) => ({ who: tenant("admin") }),
  "PUT /api/npd/settings": async (tenant) => ({ who: tenant("admin"), body: { cost_variance_warning_pct: 15 } }),
  "GET /api/products": ofProduct(),
  "GET /api/products/{productId}": ofProduct(),
  "PUT /api/products/{productId}": async (tenant) => {
    const given = await ofProduct()(tenant);
    const code = `P-${(given.params?.productId ?? "").slice(0, 8)}`;
    return { ...given, body: { ...launch.product, product_code: code, product_name: "Plain Burger" } };
  },
  "GET /api/products/{productId}/boms": launched(({ product_id }) => ({ productId: product_id })),
  "GET /api/boms/{bomId}": launched(({ bom_id }) => ({ bomId: bom_id })),
  "GET /api/work-orders/{workOrderId}": launched(({ pilot_wo_id }) => ({ workOrderId: pilot_wo_id })),
  "GET /api/routings": ofRouting(),
  "GET /api/routings/{routingId}": ofRouting(),
  "PUT /api/routings/{routingId}": ofRouting({ body: { ...launch.routing, code: "R-9", name: "Second line" } }),
};

const ofFeature =
  (packets: number, more: More = {}): Given =>
  async (tenant) => {
    const who = tenant("orchestrator");
    const epic = randomUUID();
    const it = await aFeature(who, { epic_id: epic });
    let packetId = "";
    for (let each = 0; each < packets; each += 1) packetId = (await it.hand()).id as string;
    return { who, params: { featureId: it.featureId, packetId, epicId: epic }, ...more };
  };

const ofPackets: Record<string, Given> = {
  "GET /api/features": ofFeature(1),
  "GET /api/features/{featureId}": ofFeature(1),
  "PUT /api/features/{featureId}": ofFeature(0, { body: { title: "Audit trail, phase 3", status: "in_progress" } }),
  "GET /api/features/{featureId}/handoff-packets": ofFeature(2),
  "POST /api/features/{featureId}/handoff-packets": ofFeature(1, { body: packet }),
  "GET /api/features/{featureId}/handoff-packets/export": ofFeature(2, { query: { format: "csv" } }),
  "GET /api/features/{featureId}/handoff-packets/{packetId}": ofFeature(1),
  "GET /api/features/{featureId}/handoff-packets/{packetId}/diff": ofFeature(2),
  "GET /api/features/{featureId}/handoff-summary": ofFeature(1),
  "GET /api/epics/{epicId}/handoff-summary": ofFeature(1),
  "GET /api/handoff-summary": ofFeature(1),
};

type Team = builder.Team;
/** What one example is about: builders name handoffs, contracts and waves themselves. */
type Named = { handoffId: string; version: string; waveId: string };
type Prepare = (team: Team, named: Named) => Promise<unknown>;
const made = new WeakMap<Tenant, number>();
const ofBuilder =
  (prepare: Prepare, more: (id: string) => More = () => ({}), as: "builder" | "reviewer" = "builder"): Given =>
  async (tenant) => {
    const n = (made.get(tenant) ?? 0) + 1;
    made.set(tenant, n);
    const named = { handoffId: `H-${n}`, version: `1.${n}.0`, waveId: `wave-${n}` };
    const team = { builder: tenant("builder"), reviewer: tenant("reviewer"), member: tenant("member") };
    await prepare(team, named);
    return { who: team[as], params: named, ...more(named.handoffId) };
  };
const contract: Prepare = (team, { version }) => builder.aContract(team, version);
const drafted: Prepare = (team, { handoffId }) => builder.aDraft(team, handoffId);
const asked: Prepare = async (team, named) => {
  await contract(team, named);
  await drafted(team, named);
};
const answered: Prepare = async (team, named) => {
  await asked(team, named);
  const it = builder.handoffOf(team.builder, named.handoffId);
  launch.done(await it.answer({ body: { answers: builder.answers } }));
};
const released: Prepare = async (team, named) => {
  await answered(team, named);
  launch.done(await builder.handoffOf(team.reviewer, named.handoffId).release({ body: {} }));
};
const withResults: Prepare = async (team, named) => {
  await released(team, named);
  const it = builder.handoffOf(team.builder, named.handoffId);
  launch.done(await it.submitResults({ body: { document: resultsOf(named.handoffId) } }));
};
const validated: Prepare = async (team, named) => {
  await withResults(team, named);
  const it = builder.handoffOf(team.reviewer, named.handoffId);
  launch.done(await it.review({ body: { verdict: "VALIDATED" } }));
};
/** The separate handoff that integrates the wave of one: its follow-up. */
const integrationOf = (handoffId: string) => `${handoffId}A`;
const inWave: Prepare = async (team, named) => {
  await validated(team, named);
  const integration = integrationOf(named.handoffId);
  await builder.validated(team, integration);
  launch.done(await builder.waveOf(team.reviewer, named.waveId).put({ members: [named.handoffId], integration }));
};

const B = "/api/builder-handoffs/{handoffId}";
const ofBuilders: Record<string, Given> = {
  "POST /api/builder-handoffs/check": ofBuilder(none, (id) => ({ body: { kind: "spec", document: specOf(id) } })),
  "GET /api/builder-handoffs": ofBuilder(drafted),
  [`GET ${B}`]: ofBuilder(drafted),
  [`POST ${B}/spec`]: ofBuilder(none, (id) => ({ body: { document: specOf(id) } })),
  [`GET ${B}/spec`]: ofBuilder(drafted),
  [`GET ${B}/prompt`]: ofBuilder(answered),
  [`POST ${B}/answers`]: ofBuilder(asked, () => ({ body: { answers: builder.answers } })),
  [`GET ${B}/answers`]: ofBuilder(answered),
  [`POST ${B}/release`]: ofBuilder(answered, () => ({ body: {} }), "reviewer"),
  [`POST ${B}/results`]: ofBuilder(released, (id) => ({ body: { document: resultsOf(id) } })),
  [`GET ${B}/results`]: ofBuilder(withResults),
  [`GET ${B}/checklist`]: ofBuilder(withResults),
  [`GET ${B}/baseline`]: ofBuilder(validated),
  [`POST ${B}/review`]: ofBuilder(withResults, () => ({ body: { verdict: "VALIDATED" } }), "reviewer"),
  [`GET ${B}/review`]: ofBuilder(validated),
  [`GET ${B}/statement`]: ofBuilder(validated),
  "GET /api/builder-waves": ofBuilder(inWave),
  "GET /api/builder-waves/{waveId}": ofBuilder(inWave),
  "PUT /api/builder-waves/{waveId}": ofBuilder(inWave, (id) => ({
    body: { title: "Second", members: [id], integration: integrationOf(id) },
  })),
  "POST /api/builder-waves/{waveId}/close": ofBuilder(inWave, () => ({ body: {} }), "reviewer"),
  "GET /api/builder-prompt-contracts": ofBuilder(contract),
  "GET /api/builder-prompt-contracts/{version}": ofBuilder(contract, () => ({}), "reviewer"),
  "PUT /api/builder-prompt-contracts/{version}": ofBuilder(none, () => ({ body: builder.promptContract }), "reviewer"),
};

const W = "/api/workflow-handoffs";
/** A handoff that waits for approval, and what is done with it. */
const ofWorkflow =
  (as: string, more: More = {}, isApproved = false): Given =>
  async (tenant) => {
    const sender = tenant("agent");
    const it = await aHandoff(sender, readyToComplete);
    const { body } = isApproved ? await it.decide(tenant("reviewer"), { body: approves }) : { body: {} };
    const who = as === "sender" ? sender : tenant(as);
    return { who, params: { handoffId: it.id, ...(isApproved && { approvalId: body.id as string }) }, ...more };
  };
const submission: Given = async (tenant) => ({ who: tenant("agent"), body: { fields: readyForQa } });

const ofWorkflows: Record<string, Given> = {
  [`GET ${W}`]: ofWorkflow("member"),
  [`POST ${W}`]: submission,
  [`POST ${W}/check`]: submission,
  [`POST ${W}/suggest`]: async (tenant) => ({ who: tenant("agent"), body: { state: "ready_for_qa" } }),
  [`GET ${W}/{handoffId}`]: ofWorkflow("member"),
  [`GET ${W}/{handoffId}/chain`]: ofWorkflow("member"),
  [`POST ${W}/{handoffId}/acceptance`]: ofWorkflow("orchestrator", { body: accepts }),
  [`POST ${W}/{handoffId}/withdrawal`]: ofWorkflow("sender", { body: { reason: "Sent too early." } }),
  [`POST ${W}/{handoffId}/approvals`]: ofWorkflow("reviewer", { body: approves }),
  [`POST ${W}/{handoffId}/approvals/{approvalId}/use`]: ofWorkflow("agent", { body: {} }, true),
};

/** A log of three entries, which the tables know nothing of. */
const ofLog =
  (more: Omit<Example, "who"> = {}): Given =>
  async (tenant) => {
    const who = tenant("auditor");
    await fillLog(who.tenantId, 3);
    return { who, ...more };
  };
/** A sealed handoff whose entry is in the log, delivered as its head is now. */
const ofSeal: Given = async (tenant) => {
  const owner = tenant("owner");
  const run = await runs.aRunHandedOff(owner);
  const { digest } = (await run.getHandoff()).body;
  const [head] = await queryStored("RECORDS_TABLE", aggregatePartition(owner.tenantId, "RUN", run.runId), HEAD);
  const { dynamodb, ...record } = aHead(owner.tenantId, { subject: run.runId, rev: 5, sequence: 1 });
  // No item of ours holds bytes, which a stream tells otherwise than a query.
  await wake([{ ...record, dynamodb: { ...dynamodb, NewImage: head?.image as Record<string, never> } }]);
  return { who: tenant("auditor"), params: { digest } };
};

const ofLedger: Record<string, Given> = {
  "GET /api/audit": ofLog(),
  "GET /api/audit/{index}": ofLog({ params: { index: "1" } }),
  "GET /api/audit/{index}/proof": ofLog({ params: { index: "1" } }),
  "GET /api/audit/consistency": ofLog({ query: { from: "1" } }),
  "GET /api/audit/checkpoint": ofLog(),
  "GET /api/audit/key": ofLog(),
  "GET /api/audit/tile/{path+}": ofLog({ params: { path: "0/000.p/1" } }),
  "GET /api/audit/reconcile": ofLog(),
  "GET /api/ledger/{digest}": ofSeal,
  "GET /api/ledger/{digest}/bundle": ofSeal,
};

export const examples: Readonly<Record<string, Given>> = {
  ...{ ...ofRuns, ...ofLaunches, ...ofPackets },
  ...{ ...ofBuilders, ...ofWorkflows, ...ofLedger },
};

/** The example of a route. @throws if there is none: who adds a route adds what proofs are made with */
export const exampleOf = (route: string): Given => {
  const given = examples[route];
  if (!given) throw new Error(`tests/proof/examples.ts has no example of ${route}`);
  return given;
};
