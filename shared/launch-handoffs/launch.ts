import { type BomPeriod, bomIdOf, type BomRecord } from "./bom.ts";
import { assertNotCircular, bomItemsOf } from "./bom-mapping.ts";
import { addPeriod, dayOf } from "./effective-range.ts";
import type { FormulationRecord } from "./formulation.ts";
import {
  activeRouting,
  assertPilotAllowed,
  assertValid,
  duplicateBom,
  duplicateWorkOrder,
  lockedFormulation,
  openProject,
} from "./launch-conditions.ts";
import type { LaunchPayload } from "./launch-handoff.ts";
import type { LaunchGround, LaunchPlan, LaunchStart } from "./launch-plan.ts";
import { launchedProduct } from "./launch-product.ts";
import type { LaunchRequest } from "./launch-request.ts";
import { bomNumberFor, nextVersion, workOrderNumberFor } from "./numbering.ts";
import type { ProductRecord } from "./product.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import { type WorkOrder, workOrderIdOf } from "./work-order.ts";

/** What a launch decided before, and the steps of the transaction that refused it. */
type Refused = { change: LaunchPlan; refused: readonly string[] };

/**
 * Decides a launch: everything that one transaction will write (AC-8, steps 1 to 8).
 * @param first the project as this call read it first
 * @throws Problem with the step that failed: whatever launch-conditions.ts and launch-product.ts refuse, CIRCULAR_BOM,
 *   EFFECTIVE_RANGE_OVERLAP, DUPLICATE_BOM_NUMBER, DUPLICATE_WO_NUMBER
 */
export const planLaunch = (
  ground: LaunchGround,
  request: LaunchRequest,
  start: LaunchStart,
  { first, last }: { first?: ProjectRecord | undefined; last?: Refused | undefined } = {},
): LaunchPlan => {
  const { settings } = ground;
  const before = openProject(ground.project, first, settings);
  const formulation = lockedFormulation(ground.formulation);
  assertValid({ record: before, formulation: formulation.formulation, settings }, request.validation_token);
  const product = launchedProduct(ground, request, before, start);
  assertNotCircular(product.product.id, formulation.items);
  const bom = newBom(product, formulation, request, before, start);
  const period = periodOf(bom, request);
  const { calendar, closed } = addPeriod(product.boms, period);
  assertPilotAllowed(request, settings);
  const routing = activeRouting(request, ground.routing);
  const workOrder = pilotOf(request, product, bom, before, start);
  assertNumbersFree(bom, workOrder, last);
  return {
    formulation: { record: formulation, event: "npd_formulation_launched" },
    product: {
      record: { ...product, boms: calendar },
      event: ground.product ? "npd_product_launched" : "npd_product_created",
    },
    bom,
    period,
    closed,
    workOrder,
    routing,
    project: launchedProject(before, start),
    before,
    payload: payloadOf({ before, formulation, product, bom, period, workOrder }, request, start),
  };
};

const newBom = (
  { product, boms }: ProductRecord,
  { formulation, items }: FormulationRecord,
  { bom_data }: LaunchRequest,
  { allergens }: ProjectRecord,
  { by, now }: LaunchStart,
): BomRecord => {
  const version = nextVersion(boms.map((period) => period.version));
  const bom_number = bom_data.bom_number ?? bomNumberFor(product.product_code, version);
  const isDeclared = allergens !== undefined && String(allergens.formulation_id) === String(formulation.id);
  return {
    rev: 0,
    bom: {
      id: bomIdOf(by.tenantId, bom_number),
      bom_number,
      product_id: product.id,
      version,
      total_qty: formulation.total_qty,
      uom: formulation.uom,
      source: "npd",
      npd_formulation_id: formulation.id,
      allergens: isDeclared ? { contains: allergens.contains, may_contain: allergens.may_contain } : null,
      created_at: now.toISOString(),
      created_by: by.id,
    },
    items: bomItemsOf(items),
  };
};

const periodOf = ({ bom }: BomRecord, { bom_data }: LaunchRequest): BomPeriod => ({
  bom_number: bom.bom_number,
  version: bom.version,
  status: "draft",
  effective_from: bom_data.effective_from,
  effective_to: bom_data.effective_to ?? null,
});

const pilotOf = (
  { create_pilot_wo, pilot_wo_data: pilot }: LaunchRequest,
  { product }: ProductRecord,
  { bom }: BomRecord,
  { project }: ProjectRecord,
  { by, now }: LaunchStart,
): WorkOrder | undefined => {
  if (!create_pilot_wo || !pilot) return undefined;
  const wo_number = workOrderNumberFor(project.project_number);
  return {
    id: workOrderIdOf(by.tenantId, wo_number),
    wo_number,
    type: "pilot",
    product_id: product.id,
    bom_id: bom.id,
    quantity: pilot.quantity,
    uom: product.uom,
    scheduled_date: pilot.scheduled_date,
    status: "planned",
    npd_project_id: project.id,
    routing_id: pilot.routing_id ?? null,
    created_at: now.toISOString(),
    created_by: by.id,
  };
};

/** The same number again that was refused: somebody has it. */
const assertNumbersFree = ({ bom }: BomRecord, workOrder: WorkOrder | undefined, last: Refused | undefined): void => {
  if (last?.refused.includes("create_bom") && last.change.bom.bom.id === bom.id) throw duplicateBom(bom.bom_number);
  if (last?.refused.includes("create_pilot_wo") && last.change.workOrder?.id === workOrder?.id && workOrder)
    throw duplicateWorkOrder(workOrder.wo_number);
};

const launchedProject = (before: ProjectRecord, { now, handoffId }: LaunchStart): ProjectChange => ({
  record: {
    ...before,
    project: {
      ...before.project,
      status: "launched",
      current_gate: "Launched",
      actual_launch_date: dayOf(now),
      updated_at: now.toISOString(),
    },
    handoff_id: handoffId,
  },
  event: "npd_project_launched",
});

type Made = Pick<LaunchPlan, "before" | "bom" | "period" | "workOrder"> & {
  formulation: FormulationRecord;
  product: ProductRecord;
};

const payloadOf = (
  { before, formulation: { formulation }, product: { product }, bom: { bom }, period, workOrder }: Made,
  { product_action }: LaunchRequest,
  { by, now, handoffId }: LaunchStart,
): LaunchPayload => ({
  handoff_id: handoffId,
  executed_at: now.toISOString(),
  executed_by: by.id,
  project: { id: before.project.id, number: before.project.project_number },
  formulation: { id: formulation.id, digest: formulation.digest },
  product: { action: product_action, id: product.id, code: product.product_code },
  bom: {
    id: bom.id,
    number: bom.bom_number,
    effective_from: period.effective_from,
    ...(period.effective_to !== null && { effective_to: period.effective_to }),
  },
  ...(workOrder && { pilot_wo: pilotSealed(workOrder) }),
});

const pilotSealed = ({ id, wo_number, quantity, uom, scheduled_date, routing_id }: WorkOrder) => ({
  id,
  number: wo_number,
  quantity,
  uom,
  scheduled_date,
  ...(routing_id !== null && { routing_id }),
});
