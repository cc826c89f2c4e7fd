import type { BomRecord } from "./bom.ts";
import type { LaunchStart } from "./launch-plan.ts";
import type { LaunchRequest } from "./launch-request.ts";
import { firstFree, workOrderNumberFor } from "./numbering.ts";
import type { ProductRecord } from "./product.ts";
import type { ProjectRecord } from "./project-record.ts";
import { type WorkOrder, workOrderIdOf } from "./work-order.ts";

/** The pilot work order, if one is wanted, in the product's unit (AC-5). */
export const pilotOf = (
  { create_pilot_wo, pilot_wo_data: pilot }: LaunchRequest,
  { product }: ProductRecord,
  { bom }: BomRecord,
  { project }: ProjectRecord,
  { by, now }: LaunchStart,
  taken: ReadonlySet<string>,
): WorkOrder | undefined => {
  if (!create_pilot_wo || !pilot) return undefined;
  const given = workOrderNumberFor(project.project_number);
  const wo_number = firstFree(given, (each) => taken.has(workOrderIdOf(by.tenantId, each)));
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
