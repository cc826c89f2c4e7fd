import * as z from "zod/mini";
import { CalendarDate, Digest, Instant, Uuid } from "../kernel/field.ts";
import type { Once } from "../kernel/once.ts";
import { Quantity } from "./formulation.ts";
import { RecordId } from "./record-id.ts";

/** What was handed over, as it is sealed: which formulation became what in production, who did it and when. */
export const LaunchPayload = z.object({
  handoff_id: Uuid,
  executed_at: Instant,
  executed_by: z.string(),
  project: z.object({ id: RecordId, number: z.string() }),
  /** The digest covers its number and its items. */
  formulation: z.object({ id: RecordId, digest: Digest }),
  product: z.object({ action: z.enum(["create", "update"]), id: Uuid, code: z.string() }),
  bom: z.object({
    id: Uuid,
    number: z.string(),
    effective_from: CalendarDate,
    effective_to: z.optional(CalendarDate),
    /** The BOM of the same day that it took the place of, where there was one. */
    replaces: z.optional(z.object({ number: z.string(), version: z.string() })),
  }),
  pilot_wo: z.optional(
    z.object({
      id: Uuid,
      number: z.string(),
      quantity: Quantity,
      uom: z.string(),
      scheduled_date: CalendarDate,
      routing_id: z.optional(Uuid),
    }),
  ),
});
export type LaunchPayload = z.infer<typeof LaunchPayload>;

/** A sealed launch as it is read; `digest` is the SHA-256 of the payload in canonical JSON (RFC 8785). */
export type LaunchHandoff = { payload: LaunchPayload; digest: string; once: Once | undefined };

/** The answer to whoever executed it (ExecuteHandoffResponse). */
export const Launched = z.object({
  success: z.literal(true),
  handoff_id: Uuid,
  created_records: z.object({
    product_id: Uuid,
    product_code: z.string(),
    bom_id: Uuid,
    bom_number: z.string(),
    pilot_wo_id: z.optional(Uuid),
    pilot_wo_number: z.optional(z.string()),
  }),
  project_status: z.literal("launched"),
  formulation_status: z.literal("locked"),
  executed_at: Instant,
  /** What the user should know of what was done; left out where there is nothing. */
  warnings: z.optional(z.array(z.string())),
});
export const launched = ({
  handoff_id,
  executed_at,
  product,
  bom,
  pilot_wo,
}: LaunchPayload): z.infer<typeof Launched> => ({
  success: true,
  handoff_id,
  created_records: {
    product_id: product.id,
    product_code: product.code,
    bom_id: bom.id,
    bom_number: bom.number,
    ...(pilot_wo && { pilot_wo_id: pilot_wo.id, pilot_wo_number: pilot_wo.number }),
  },
  project_status: "launched",
  formulation_status: "locked",
  executed_at,
  ...(bom.replaces && { warnings: replacementIn(bom) }),
});

/** That the new BOM took the place of one that was to begin on the same day: one day has one BOM. */
export const replacementIn = ({ number, effective_from, replaces }: LaunchPayload["bom"]): string[] =>
  replaces
    ? [
        `${number} replaces ${replaces.number} (v${replaces.version}), which begins on the same day, ${effective_from}, and is phased out`,
      ]
    : [];
