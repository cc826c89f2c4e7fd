import * as z from "zod/mini";
import { Count } from "../kernel/field.ts";
import { Counted, isPrivateKey } from "./privacy.ts";

export const Drift = z.strictObject({
  coordination_opt_out: z._default(Count, 0),
  zone_mismatch: z._default(Count, 0),
  inactive_status: z._default(Count, 0),
  age_exceeded: z._default(Count, 0),
});
export type Drift = z.infer<typeof Drift>;

const Attachments = z.strictObject({
  attached_count: z._default(Count, 0),
  by_category: z._default(Counted, {}),
});

const Coordination = z.strictObject({
  coord_ready_count: z._default(Count, 0),
  opt_in_ratio: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0),
});

/** What was added to the base estimate, as the pricing system says it; sealed evidence leaves it out. */
const Modifiers = z
  .unknown()
  .check(z.refine((value) => !hasPrivateKey(value), "Modifiers may not name a person or a single thing"));

const ZonePricing = z.strictObject({
  base_estimate: z.nullish(z.number()),
  final_estimate: z.nullish(z.number()),
  modifiers: z.optional(Modifiers),
});

/** The live facts about a run: counts, and an advisory estimate. */
export const Readiness = z.strictObject({
  attachments: z.prefault(Attachments, {}),
  coordination: z.prefault(Coordination, {}),
  readiness_drift: z.prefault(Drift, {}),
  zone_pricing_estimate: z._default(z.nullable(ZonePricing), null),
});
export type Readiness = z.infer<typeof Readiness>;

/** Nothing is attached to a run until somebody says so. */
export const noReadiness: Readiness = Readiness.parse({});

const hasPrivateKey = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).some(([key, member]) => (!Array.isArray(value) && isPrivateKey(key)) || hasPrivateKey(member));
