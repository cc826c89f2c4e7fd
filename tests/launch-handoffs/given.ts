import { randomUUID } from "node:crypto";
import { call, colleague, type Reply, someone, type Who } from "../support/call.ts";

type Sent = {
  params?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string>;
};

/** Asks of routes as one person, with the parameters that stay the same. */
const asking =
  (who: Who, params: Record<string, string> = {}) =>
  (route: string) =>
  (sent: Sent = {}): Promise<Reply> =>
    call(who, route, { ...sent, params: { ...params, ...sent.params } });

const P = "/api/npd/projects/{projectId}";
const F = `${P}/formulations/{formulationId}`;

/** A project and the records of it that can be put and read, as one person. */
export const projectOf = (who: Who, projectId: string = randomUUID(), formulationId = "21") => {
  const ask = asking(who, { projectId, formulationId });
  return {
    who,
    projectId,
    formulationId,
    as: (other: Who) => projectOf(other, projectId, formulationId),
    formulation: (id: string) => projectOf(who, projectId, id),
    get: ask(`GET ${P}`),
    put: ask(`PUT ${P}`),
    getGates: ask(`GET ${P}/gate-checklist`),
    putGates: ask(`PUT ${P}/gate-checklist`),
    getCosting: ask(`GET ${P}/costing`),
    putCosting: ask(`PUT ${P}/costing`),
    getDocs: ask(`GET ${P}/compliance-docs`),
    putDocs: ask(`PUT ${P}/compliance-docs`),
    getAllergens: ask(`GET ${P}/allergens`),
    putAllergens: ask(`PUT ${P}/allergens`),
    listFormulations: ask(`GET ${P}/formulations`),
    getFormulation: ask(`GET ${F}`),
    putFormulation: ask(`PUT ${F}`),
    lock: ask(`POST ${F}/lock`),
  };
};
export type ProjectUnderTest = ReturnType<typeof projectOf>;

/** What a tenant's factory works with, as one person. */
export const factoryOf = (who: Who) => {
  const ask = asking(who);
  return {
    as: (other: Who) => factoryOf(other),
    listProjects: ask("GET /api/npd/projects"),
    getSettings: ask("GET /api/npd/settings"),
    putSettings: ask("PUT /api/npd/settings"),
    searchProducts: ask("GET /api/products"),
    listRoutings: ask("GET /api/routings"),
    product: (productId: string = randomUUID()) => {
      const ask = asking(who, { productId });
      return {
        productId,
        get: ask("GET /api/products/{productId}"),
        put: ask("PUT /api/products/{productId}"),
        boms: ask("GET /api/products/{productId}/boms"),
      };
    },
    routing: (routingId: string = randomUUID()) => {
      const ask = asking(who, { routingId });
      return { routingId, get: ask("GET /api/routings/{routingId}"), put: ask("PUT /api/routings/{routingId}") };
    },
    getBom: (bomId: string) => asking(who, { bomId })("GET /api/boms/{bomId}")(),
    getWorkOrder: (workOrderId: string) => asking(who, { workOrderId })("GET /api/work-orders/{workOrderId}")(),
  };
};

export const project = {
  project_number: "NPD-2025-00001",
  project_name: "Premium Burger",
  description: "A burger with a shorter list of ingredients",
  current_gate: "G4",
  status: "testing",
  priority: "high",
  owner_id: "mara.vik",
  target_launch_date: "2025-03-01",
};

export const gates = [
  ...[
    "Shelf-life testing",
    "HACCP plan approved",
    "Label proof approved",
    "Compliance documents uploaded",
    "Costing approved",
    "Production routing defined",
  ].map((item_description) => ({ gate: "G4", item_description, is_required: true, is_completed: true })),
  { gate: "G4", item_description: "Marketing materials ready", is_required: false, is_completed: false },
];

/** So many lines, each of its own ingredient. */
export const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    product_id: `3f0d9a52-6c1e-4b7a-9e55-${String(at).padStart(12, "0")}`,
    product_name: `Ingredient ${at + 1}`,
    quantity: "6.25",
    uom: "kg",
    percentage: "6.25",
  }));

export const formulation = {
  formulation_number: "v2.0",
  status: "approved",
  total_qty: 100,
  uom: "kg",
  notes: "Second recipe, with less salt",
  items: lines(15),
};

export const costing = [
  {
    formulation_id: "21",
    target_cost: "2.40",
    estimated_cost: "2.35",
    variance_pct: "-2.08",
    status: "approved",
    approved_by: "finn.krag",
    approved_at: "2025-01-02T09:30:00.000Z",
  },
];

export const docs = [
  { file_type: "haccp_plan", file_name: "haccp-burger.pdf", uploaded_at: "2024-12-10T10:00:00.000Z" },
  { doc_type: "label", file_name: "label-burger.pdf", uploaded_at: "2024-12-12T10:00:00.000Z" },
];

export const allergens = { formulation_id: "21", contains: ["Gluten", "Dairy"], may_contain: ["Mustard"] };

export const product = {
  product_code: "PROD-001",
  product_name: "Premium Beef Burger",
  product_type: "Finished Good",
  description: "The burger on sale",
  uom: "kg",
  status: "active",
};

export const bom = {
  bom_number: "BOM-PROD-001-v1.2",
  version: "1.2",
  status: "active",
  effective_from: "2024-06-01",
  total_qty: 100,
  uom: "kg",
  items: lines(3).map(({ product_name: _name, ...line }) => line),
};

export const routing = { code: "ROUTING-TRIAL-001", name: "Trial line", is_active: true };

export const done = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
};

/** Somebody who may put every record of a launch. */
export const aDeveloper = (): Who => someone("admin");

/** A project at G4 with all that a handoff asks for: checklist, locked formulation, approved costing, documents, allergens. */
export const aProjectReady = async (
  who: Who = aDeveloper(),
  { id, items = lines(15), number }: { id?: string; items?: readonly object[]; number?: string } = {},
): Promise<ProjectUnderTest> => {
  const it = projectOf(colleague(who, "admin"), id);
  done(await it.put({ body: { ...project, ...(number && { project_number: number }) } }));
  done(await it.putGates({ body: gates }));
  done(await it.putFormulation({ body: { ...formulation, items } }));
  done(await it.lock());
  done(await it.putCosting({ body: costing }));
  done(await it.putDocs({ body: docs }));
  done(await it.putAllergens({ body: allergens }));
  return it.as(who);
};
