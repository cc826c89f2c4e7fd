import * as z from "zod/mini";
import { CalendarDate, Instant, Uuid } from "../kernel/field.ts";
import { idOfName } from "../kernel/id.ts";
import { Quantity } from "./formulation.ts";
import { RecordId } from "./record-id.ts";

/** A small batch on trial, planned with the handoff. */
export const WorkOrder = z.object({
  id: Uuid,
  wo_number: z.string(),
  type: z.literal("pilot"),
  product_id: Uuid,
  bom_id: Uuid,
  quantity: Quantity,
  uom: z.string(),
  scheduled_date: CalendarDate,
  status: z.literal("planned"),
  npd_project_id: RecordId,
  routing_id: z._default(z.nullable(Uuid), null),
  created_at: Instant,
  created_by: z.string(),
});
export type WorkOrder = z.infer<typeof WorkOrder>;

export type WorkOrderRecord = { rev: number; workOrder: WorkOrder };

/** The id of the work order with this number: one number of a tenant has one work order, whatever its case. */
export const workOrderIdOf = (tenantId: string, woNumber: string): string =>
  idOfName(tenantId, "WORKORDER", woNumber.toUpperCase());
