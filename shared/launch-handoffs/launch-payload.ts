import { isReplaced } from "./effective-range.ts";
import type { FormulationRecord } from "./formulation.ts";
import type { LaunchPayload } from "./launch-handoff.ts";
import type { LaunchPlan, LaunchStart } from "./launch-plan.ts";
import type { LaunchRequest } from "./launch-request.ts";
import type { ProductRecord } from "./product.ts";
import type { WorkOrder } from "./work-order.ts";

type Made = Pick<LaunchPlan, "before" | "bom" | "period" | "closed" | "workOrder"> & {
  formulation: FormulationRecord;
  product: ProductRecord;
};

/** What is sealed of a launch. */
export const payloadOf = (
  { before, formulation: { formulation }, product: { product }, bom: { bom }, period, closed, workOrder }: Made,
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
    ...replacedIn(closed),
  },
  ...(workOrder && { pilot_wo: pilotSealed(workOrder) }),
});

const replacedIn = (closed: Made["closed"]): Pick<LaunchPayload["bom"], "replaces"> => {
  const replaced = closed.find(isReplaced);
  return replaced ? { replaces: { number: replaced.bom_number, version: replaced.version } } : {};
};

const pilotSealed = ({ id, wo_number, quantity, uom, scheduled_date, routing_id }: WorkOrder) => ({
  id,
  number: wo_number,
  quantity,
  uom,
  scheduled_date,
  ...(routing_id !== null && { routing_id }),
});
