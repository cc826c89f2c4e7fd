import * as z from "zod/mini";
import { Instant, text, Uuid } from "../kernel/field.ts";

export const FeatureId = Uuid;
export const EpicId = Uuid;

export const FeatureStatus = z.enum([
  "planning",
  "design_review",
  "in_progress",
  "qa_review",
  "review",
  "approved",
  "pr_submitted",
  "done",
  "cancelled",
]);
export type FeatureStatus = z.infer<typeof FeatureStatus>;

const said = {
  title: text(300),
  description: z.nullish(z.string()),
  priority: z.nullish(z.union([z.string(), z.number()], "Expected a text or a number")),
  labels: z._default(z.array(text(100)), []),
  epic_id: z.nullish(EpicId),
};

/** A feature as its board sends it. Boards keep more fields than these: they are stored and answered as they were sent. */
export const FeatureInput = z.looseObject({
  id: z.optional(FeatureId),
  tenant_id: z.optional(z.string()),
  ...said,
  /** Left out, it stays as it is; a new feature is in planning. */
  status: z.optional(FeatureStatus),
  created_at: z.optional(Instant),
  updated_at: z.optional(Instant),
});
export type FeatureInput = z.infer<typeof FeatureInput>;

export const Feature = z.looseObject({
  id: FeatureId,
  tenant_id: z.string(),
  ...said,
  status: FeatureStatus,
  created_at: Instant,
  updated_at: Instant,
});
export type Feature = z.infer<typeof Feature>;
