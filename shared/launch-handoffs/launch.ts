import type { BomRecord } from "./bom.ts";
import { assertNotCircular } from "./bom-mapping.ts";
import { addPeriod, dayOf } from "./effective-range.ts";
import { newBom, periodOf } from "./launch-bom.ts";
import {
  activeRouting,
  assertPilotAllowed,
  assertValid,
  duplicateBom,
  duplicateWorkOrder,
  lockedFormulation,
  openProject,
} from "./launch-conditions.ts";
import { payloadOf } from "./launch-payload.ts";
import { pilotOf } from "./launch-pilot.ts";
import type { LaunchGround, LaunchPlan, LaunchStart } from "./launch-plan.ts";
import { launchedProduct } from "./launch-product.ts";
import type { LaunchRequest } from "./launch-request.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import type { WorkOrder } from "./work-order.ts";

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
  first?: ProjectRecord,
): LaunchPlan => {
  const { settings, taken, newer } = ground;
  const before = openProject(ground.project, first, settings);
  const formulation = lockedFormulation(ground.formulation);
  const warnings = assertValid(
    { record: before, formulation: formulation.formulation, newer, settings },
    request.validation_token,
  );
  const product = launchedProduct(ground, request, before, start);
  assertNotCircular(product.product, formulation.items);
  const bom = newBom(product, formulation, request, before, start, taken);
  const period = periodOf(bom, request);
  const { calendar, closed } = addPeriod(product.boms, period);
  assertPilotAllowed(request, settings);
  const routing = activeRouting(request, ground.routing);
  const workOrder = pilotOf(request, product, bom, before, start, taken);
  assertNumbersFree(bom, workOrder, taken);
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
    warnings,
    before,
    payload: payloadOf({ before, formulation, product, bom, period, closed, workOrder }, request, start),
  };
};

const assertNumbersFree = ({ bom }: BomRecord, workOrder: WorkOrder | undefined, taken: ReadonlySet<string>): void => {
  if (taken.has(bom.id)) throw duplicateBom(bom.bom_number);
  if (workOrder && taken.has(workOrder.id)) throw duplicateWorkOrder(workOrder.wo_number);
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
