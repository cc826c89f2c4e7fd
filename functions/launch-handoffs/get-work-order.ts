// GET /api/work-orders/{workOrderId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { WorkOrder } from "../../shared/launch-handoffs/work-order.ts";
import * as workOrders from "../../shared/launch-handoffs/work-order-repository.ts";

export const contract = {
  summary: "Read a work order",
  roles: readers,
  params: z.strictObject({ workOrderId: Uuid }),
  answers: { 200: WorkOrder },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { workOrder } = await workOrders.read(actor.tenantId, params.workOrderId);
  return ok(workOrder);
});
