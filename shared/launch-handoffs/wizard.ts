import * as z from "zod/mini";
import { Instant, Uuid } from "../kernel/field.ts";
import { BomItem, BomPeriod, BomStatus } from "./bom.ts";
import { BomDiff } from "./bom-diff.ts";
import { SavedDraft } from "./draft.ts";
import { FormulationItem, Quantity } from "./formulation.ts";
import { Launched } from "./launch-handoff.ts";
import { Summary } from "./launch-summary.ts";
import { Product } from "./product.ts";
import { RecordId } from "./record-id.ts";
import { Validation } from "./validation.ts";

/** A record that the handoff made, and the page that shows it (AC-9). */
const Link = z.object({ record: z.string(), label: z.string(), link: z.string() });

/** Step 8: what the handoff made. */
export const Success = z.extend(Launched, { message: z.string(), digest: z.string(), links: z.array(Link) });

/** Whether a project can be, or was, handed off: all that the Production Manager sees (AC-11). */
export const HandoffStatus = z.object({
  project: Validation.shape.project,
  handoff_status: z.enum(["not_available", "blocked", "ready", "launched"]),
  message: z.string(),
  handoff: z.nullable(Success),
});
export type HandoffStatus = z.infer<typeof HandoffStatus>;

/** Step 2: the product that the BOM will be of. */
export const ProductStep = z.object({
  action: z.enum(["create", "update"]),
  product_data: z.object({
    product_code: z.string(),
    product_name: z.string(),
    product_type: z.string(),
    description: z.string(),
    uom: z.string(),
    status: z.literal("draft"),
  }),
  product_code_message: z.nullable(z.string()),
  product: z.nullable(Product),
  current_bom: z.nullable(BomPeriod),
  message: z.nullable(z.string()),
});
export type ProductStep = z.infer<typeof ProductStep>;

/** Step 3: the BOM, line by line against the formulation, and against the BOM that it follows. */
export const BomStep = z.object({
  bom_number: z.string(),
  /** That the number is taken, or why it is not the usual one. */
  bom_number_message: z.nullable(z.string()),
  product_code: z.string(),
  version: z.string(),
  status: BomStatus,
  effective_from: z.string(),
  effective_to: z.nullable(z.string()),
  total_qty: z.nullable(Quantity),
  uom: z.string(),
  source: z.string(),
  npd_formulation_id: z.nullable(RecordId),
  item_count: z.int(),
  /** The exact sum of the lines, if they are all in one unit. */
  items_total: z.nullable(z.string()),
  items: z.array(z.object({ source_item: FormulationItem, bom_item: BomItem })),
  closes: z.array(BomPeriod),
  allergens: z.nullable(
    z.object({ contains: z.array(z.string()), may_contain: z.array(z.string()), message: z.string() }),
  ),
  diff: z.nullable(BomDiff),
});
export type BomStep = z.infer<typeof BomStep>;

/** Step 4: the trial. */
export const PilotStep = z.object({
  create_pilot_wo: z.boolean(),
  wo_number: z.string(),
  wo_number_message: z.nullable(z.string()),
  type: z.literal("pilot"),
  product_code: z.string(),
  bom_number: z.string(),
  quantity: z.nullable(z.union([z.number(), z.string()])),
  uom: z.string(),
  scheduled_date: z.string(),
  status: z.literal("planned"),
  npd_project_id: RecordId,
  message: z.nullable(z.string()),
});
export type PilotStep = z.infer<typeof PilotStep>;

/** Step 5: the way through the factory. */
export const RoutingStep = z.object({
  routing_id: z.nullable(z.string()),
  default_routing: z.nullable(z.string()),
  routings: z.array(z.object({ id: Uuid, code: z.string(), name: z.string() })),
  message: z.nullable(z.string()),
});
export type RoutingStep = z.infer<typeof RoutingStep>;

/** Everything that the wizard shows (AC-1 to AC-9), in one answer. */
export const Wizard = z.extend(HandoffStatus, {
  mode: z.enum(["integrated", "npd_only"]),
  can_execute: z.boolean(),
  validation: Validation.shape.validation,
  validation_token: z.string(),
  formulation: z.nullable(
    z.object({ id: RecordId, formulation_number: z.string(), status: z.string(), digest: z.string() }),
  ),
  steps: z.object({ product: ProductStep, bom: BomStep, pilot_wo: PilotStep, routing: RoutingStep }),
  /** Step 6, or why there is none yet. */
  summary: z.nullable(Summary),
  problem: z.nullable(
    z.object({ error: z.string(), error_code: z.string(), step_failed: z.string(), return_to_step: z.int() }),
  ),
  warnings: z.array(z.string()),
  draft: z.nullable(SavedDraft),
  read_at: Instant,
});
export type Wizard = z.infer<typeof Wizard>;
