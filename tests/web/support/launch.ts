import { randomUUID } from "node:crypto";
import { apiOf } from "./api.ts";
import { colleague, type Who } from "./console.ts";

const gates = (isDone: boolean) => [
  { gate: "G4", item_description: "Shelf-life testing", is_required: true, is_completed: true },
  { gate: "G4", item_description: "Label proof approved", is_required: true, is_completed: isDone },
  { gate: "G4", item_description: "Marketing materials ready", is_required: false, is_completed: false },
];

const items = [
  { product_id: "a1", product_name: "Beef, minced", quantity: "81.5", uom: "kg", percentage: "81.5" },
  { product_id: "b2", product_name: "Onion, roasted", quantity: "16.2", uom: "kg", percentage: "16.2" },
  { product_id: "c3", product_name: "Salt", quantity: "2.3", uom: "kg", percentage: "2.3", notes: "Last" },
];

const doc = (file_type: string) => ({ file_type, file_name: `${file_type}.pdf`, uploaded_at: "2026-10-12T10:20:00Z" });

type Given = { isReady?: boolean; gate?: string };

/** A project at gate G4, with all that a handoff asks for; or with something missing everywhere. */
export const givenProject = async (who: Who, { isReady = true, gate = "G4" }: Given = {}) => {
  const admin = await apiOf(colleague(who, "admin"));
  const projectId = randomUUID();
  const number = `NPD-${projectId.slice(0, 8)}`;
  const project = `/api/npd/projects/${projectId}`;
  await admin(`PUT ${project}`, {
    project_number: number,
    project_name: "Premium Burger",
    current_gate: gate,
    status: gate === "G4" ? "testing" : "development",
  });
  await admin(`PUT ${project}/formulations/21`, {
    formulation_number: "v2.0",
    status: isReady ? "locked" : "approved",
    total_qty: 100,
    uom: "kg",
    notes: "Less salt",
    items,
  });
  await admin(`PUT ${project}/gate-checklist`, gates(isReady));
  const approval = { approved_by: "finn", approved_at: "2026-10-26T08:15:00Z" };
  const cost = { formulation_id: 21, target_cost: "2.40", estimated_cost: "2.35" };
  await admin(`PUT ${project}/costing`, [
    { ...cost, status: isReady ? "approved" : "submitted", ...(isReady && approval) },
  ]);
  await admin(`PUT ${project}/compliance-docs`, [doc("haccp"), ...(isReady ? [doc("label_proof")] : [])]);
  await admin(`PUT ${project}/allergens`, { formulation_id: 21, contains: ["Celery"], may_contain: ["Mustard"] });
  return { projectId, number, admin, project, path: `/npd/projects/${projectId}` };
};

/** An active product of the tenant, made by a BOM that nobody has said an end of. */
export const givenProduct = async (who: Who, product_code: string) => {
  const admin = await apiOf(colleague(who, "admin"));
  const productId = randomUUID();
  const bom = {
    bom_number: `BOM-${product_code}-v1.2`,
    version: "1.2",
    effective_from: "2024-06-01",
    total_qty: 100,
    uom: "kg",
    items: [
      { product_id: "a1", quantity: "80", uom: "kg" },
      { product_id: "c3", quantity: "2.3", uom: "kg" },
      { product_id: "d4", quantity: "17.7", uom: "kg" },
    ],
  };
  await admin(`PUT /api/products/${productId}`, {
    product_code,
    product_name: "Beef Burger",
    product_type: "Finished Good",
    uom: "kg",
    status: "active",
    boms: [bom],
  });
  return productId;
};

export const givenRouting = async (who: Who, code: string) => {
  const admin = await apiOf(colleague(who, "admin"));
  const routingId = randomUUID();
  await admin(`PUT /api/routings/${routingId}`, { code, name: "Trial kitchen", is_active: true });
  await admin("PUT /api/npd/settings", { default_pilot_routing: code });
  return routingId;
};

/** What a caller without the console sends, for a new product with a trial. */
export const launchRequest = (product_code: string) => ({
  product_action: "create",
  product_data: { product_code, product_name: "Premium Burger", product_type: "Finished Good", uom: "kg" },
  bom_data: { effective_from: "2027-01-01" },
  create_pilot_wo: true,
  pilot_wo_data: { quantity: 100, scheduled_date: "2027-01-08" },
  formulation_id: 21,
});

/** A project that is launched, of which the Production Manager knows. */
export const givenLaunch = async (who: Who) => {
  const given = await givenProject(who);
  const lead = await apiOf(colleague(who, "npd_lead"));
  const { created_records } = await lead(
    `POST ${given.project}/handoff/execute`,
    launchRequest(`PROD-${given.number}`),
  );
  for (;;) {
    const { notifications } = await given.admin("GET /api/notifications");
    if (notifications.some(({ project_id }: any) => project_id === given.projectId))
      return { ...given, created: created_records };
  }
};
