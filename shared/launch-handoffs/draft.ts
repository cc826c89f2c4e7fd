import * as z from "zod/mini";
import { Instant } from "../kernel/field.ts";
import { refusal } from "./refusal.ts";
import { isLaunched } from "./project.ts";
import type { ProjectRecord } from "./project-record.ts";
import { RecordId } from "./record-id.ts";

/** What a form holds on the way: it may be empty, or not yet what it has to be. */
const Typed = z.nullish(z.string().check(z.maxLength(4_000)));
const TypedNumber = z.nullish(z.union([z.number(), z.string().check(z.maxLength(40))]));

/** What a user has entered in the wizard so far. It is judged when it is executed. */
export const Draft = z.strictObject({
  /** The page of the wizard that the user was on. */
  step: z.nullish(z.int().check(z.minimum(1), z.maximum(8))),
  formulation_id: z.nullish(RecordId),
  product_action: z.nullish(z.enum(["create", "update"])),
  product_id: Typed,
  product_data: z.nullish(
    z.strictObject({
      product_code: Typed,
      product_name: Typed,
      product_type: Typed,
      description: Typed,
      uom: Typed,
    }),
  ),
  bom_data: z.nullish(z.strictObject({ bom_number: Typed, effective_from: Typed, effective_to: Typed })),
  create_pilot_wo: z.nullish(z.boolean()),
  pilot_wo_data: z.nullish(z.strictObject({ quantity: TypedNumber, scheduled_date: Typed, routing_id: Typed })),
  validation_token: Typed,
});
export type Draft = z.infer<typeof Draft>;

/** A draft as it is kept: each user has one a project. */
export const SavedDraft = z.object({ draft: Draft, saved_at: Instant });
export type SavedDraft = z.infer<typeof SavedDraft>;

/** @throws Problem ALREADY_LAUNCHED: there is nothing left to prepare */
export const assertDraftable = ({ project }: ProjectRecord): void => {
  if (isLaunched(project)) throw refusal("ALREADY_LAUNCHED", "Project already handed off", "validate", 1);
};
