import * as z from "zod/mini";
import { isReplaced, rangeText } from "./effective-range.ts";
import { replacementIn } from "./launch-handoff.ts";
import type { LaunchPlan } from "./launch-plan.ts";
import { passed } from "./validation.ts";

/** Step 6 of the wizard, line by line (AC-7). */
export const Summary = z.object({
  validation_status: z.string(),
  product_action: z.string(),
  bom_creation: z.string(),
  pilot_wo: z.string(),
  routing: z.string(),
  project_status_update: z.string(),
  formulation_lock: z.string(),
});
export type Summary = z.infer<typeof Summary>;

/** One step of the launch and what it would do. */
const Action = z.object({ step: z.string(), action: z.string() });

/** What an execution would do. Nothing was written. */
export const Rehearsal = z.object({
  success: z.literal(true),
  dry_run: z.literal(true),
  actions: z.array(Action),
  summary: Summary,
  warnings: z.array(z.string()),
});

export const rehearsalOf = (plan: LaunchPlan, today: string): z.infer<typeof Rehearsal> => ({
  success: true,
  dry_run: true,
  actions: actionsOf(plan),
  summary: summaryOf(plan),
  warnings: warningsOf(plan, today),
});

export const summaryOf = (plan: LaunchPlan): Summary => {
  const { product, bom, period, workOrder, routing, before, formulation } = plan;
  const { product_code, product_name } = product.record.product;
  const { project } = before;
  const isNew = product.event === "npd_product_created";
  return {
    validation_status: passed(plan.warnings),
    product_action: isNew
      ? `Create new product: ${product_code} - ${product_name}`
      : `Update product: ${product_code} with new BOM v${bom.bom.version}`,
    bom_creation: `${bom.bom.bom_number} (${bom.items.length} items, effective ${period.effective_from})`,
    pilot_wo: workOrder
      ? `Create ${workOrder.wo_number} (${workOrder.quantity} ${workOrder.uom}, scheduled ${workOrder.scheduled_date})`
      : "No pilot WO",
    routing: routing?.routing.code ?? "No routing assigned",
    project_status_update: `${project.project_number} status: ${project.status} → launched`,
    formulation_lock: `Formulation ${formulation.record.formulation.formulation_number} locked (immutable)`,
  };
};

/** Every action of the transaction, in the document's order (AC-8). */
const actionsOf = (plan: LaunchPlan): z.infer<typeof Action>[] => {
  const { product, bom, closed, workOrder, routing } = plan;
  const said = summaryOf(plan);
  const isNew = product.event === "npd_product_created";
  return [
    { step: "lock_formulation", action: said.formulation_lock },
    { step: isNew ? "create_product" : "update_product", action: said.product_action },
    ...closed.map((period) => ({
      step: "update_product",
      action: isReplaced(period)
        ? `${period.bom_number} phased out before it is ever effective`
        : `${period.bom_number} effective ${rangeText(period)}`,
    })),
    { step: "create_bom", action: said.bom_creation },
    { step: "copy_bom_items", action: `Copy ${bom.items.length} formulation items to ${bom.bom.bom_number}` },
    ...(workOrder ? [{ step: "create_pilot_wo", action: said.pilot_wo }] : []),
    ...(routing ? [{ step: "link_routing", action: `Link ${workOrder?.wo_number ?? ""} to ${said.routing}` }] : []),
    { step: "launch_project", action: said.project_status_update },
    { step: "log_event", action: "Log NPD.HandoffCompleted" },
  ];
};

/** What a user should know before executing, and may decide to let be (AC-7), of the pilot's date too (AC-5). */
export const warningsOf = (
  { period, bom, product, workOrder, warnings, payload }: LaunchPlan,
  today: string,
): string[] => {
  const { effective_from } = period;
  const isPast = workOrder !== undefined && workOrder.scheduled_date < today;
  const isEarly = workOrder !== undefined && workOrder.scheduled_date < effective_from;
  const isFuture = effective_from > today;
  const otherUnit = product.record.product.uom !== bom.bom.uom;
  return [
    ...(isFuture
      ? [`BOM effective from ${effective_from} (future) - Product not available for production until then`]
      : []),
    ...replacementIn(payload.bom),
    ...(isPast ? [`Pilot WO scheduled for ${workOrder.scheduled_date}, which is past`] : []),
    ...(isEarly ? [`Pilot WO scheduled for ${workOrder.scheduled_date}, before the BOM is effective`] : []),
    ...(otherUnit ? [`The BOM is in ${bom.bom.uom}, the product in ${product.record.product.uom}`] : []),
    ...warnings,
  ];
};
