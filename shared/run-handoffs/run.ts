import * as z from "zod/mini";
import { Instant, text, Uuid } from "../kernel/field.ts";

export const RunId = Uuid;

export const RunStatus = z.enum(["draft", "scheduled", "in_progress", "completed", "cancelled"]);
export type RunStatus = z.infer<typeof RunStatus>;

export const Run = z.object({
  id: RunId,
  tenant_id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  status: RunStatus,
  starts_at: z.nullable(Instant),
  ends_at: z.nullable(Instant),
  portal_id: z.nullable(Uuid),
  zone_id: z.nullable(Uuid),
  metadata: z.record(z.string(), z.unknown()),
  created_at: Instant,
  updated_at: Instant,
});
export type Run = z.infer<typeof Run>;

/** A run as a planning system sends it. What we keep ourselves may come along, as it does after a GET, and is not taken. */
export const RunInput = z.strictObject({
  id: z.optional(RunId),
  tenant_id: z.optional(z.string()),
  name: text(200),
  description: z.nullish(text(4_000)),
  /** Left out, it stays as it is; a new run is a draft. */
  status: z.optional(RunStatus),
  starts_at: z.nullish(Instant),
  ends_at: z.nullish(Instant),
  portal_id: z.nullish(Uuid),
  zone_id: z.nullish(Uuid),
  metadata: z._default(z.record(z.string(), z.unknown()), {}),
  created_at: z.optional(Instant),
  updated_at: z.optional(Instant),
});
export type RunInput = z.infer<typeof RunInput>;

export const TransitionInput = z.strictObject({ note: z.nullish(text(1_000)) });
export type TransitionInput = z.infer<typeof TransitionInput>;
