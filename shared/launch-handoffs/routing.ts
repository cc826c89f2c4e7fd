import * as z from "zod/mini";
import { Instant, text, Uuid } from "../kernel/field.ts";
import { idAt } from "./record-id.ts";

/** A way through the factory. Only an active one can be given to a pilot work order. */
export const Routing = z.object({
  id: Uuid,
  code: z.string(),
  name: z.string(),
  is_active: z.boolean(),
  created_at: Instant,
  updated_at: Instant,
});
export type Routing = z.infer<typeof Routing>;

export const RoutingInput = z.strictObject({
  id: z.optional(Uuid),
  code: text(50),
  name: text(200),
  is_active: z._default(z.boolean(), true),
  created_at: z.optional(Instant),
  updated_at: z.optional(Instant),
});
export type RoutingInput = z.infer<typeof RoutingInput>;

export type RoutingRecord = { rev: number; routing: Routing };
export type RoutingChange = { record: RoutingRecord; event: "npd_routing_created" | "npd_routing_updated" };

/** A routing as the factory has it now. @throws Problem INVALID_REQUEST for another routing's id */
export const putRouting = (
  before: RoutingRecord | undefined,
  { id: sent, code, name, is_active }: RoutingInput,
  { id, now }: { id: string; now: Date },
): RoutingChange => {
  idAt(id, sent, id);
  const created_at = before?.routing.created_at ?? now.toISOString();
  return {
    record: {
      rev: before?.rev ?? 0,
      routing: { id, code, name, is_active, created_at, updated_at: now.toISOString() },
    },
    event: before ? "npd_routing_updated" : "npd_routing_created",
  };
};
