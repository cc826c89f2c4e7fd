import * as z from "zod/mini";
import { Instant, Uuid } from "../kernel/field.ts";
import { productPage, workOrderPage } from "./handoff-status.ts";
import type { LaunchPayload } from "./launch-handoff.ts";
import { RecordId } from "./record-id.ts";

/** What a role is told of a handoff (AC-9). */
export const Notification = z.object({
  id: Uuid,
  recipient_role: z.literal("production_manager"),
  subject: z.string(),
  body: z.string(),
  link: z.string(),
  project_id: RecordId,
  handoff_id: Uuid,
  created_at: Instant,
});
export type Notification = z.infer<typeof Notification>;

export const RECIPIENT = "production_manager";

/** The document's subject and body; without a pilot work order there is no date to tell, and the link leads to the product. */
export const notificationOf = ({
  handoff_id,
  executed_at,
  project,
  product,
  pilot_wo,
}: LaunchPayload): Notification => ({
  id: handoff_id,
  recipient_role: RECIPIENT,
  subject: `New Product Handed Off: ${product.code}`,
  body: `NPD project ${project.number} completed handoff.${pilot_wo ? ` Pilot WO scheduled for ${pilot_wo.scheduled_date}.` : ""}`,
  link: pilot_wo ? workOrderPage(pilot_wo.id) : productPage(product.id),
  project_id: project.id,
  handoff_id,
  created_at: executed_at,
});
