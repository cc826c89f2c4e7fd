import { randomUUID } from "node:crypto";
import * as launch from "../../launch-handoffs/given.ts";
import { aHandoffReady, request } from "../../launch-handoffs/given-handoff.ts";
import type { Given, More } from "./example.ts";

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

export const ofLaunches: Record<string, Given> = {
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
