import * as z from "zod/mini";
import { decimal, isPositive } from "../kernel/decimal.ts";
import { CalendarDate, Digest, Instant, text } from "../kernel/field.ts";
import { DocumentNumber } from "./project.ts";
import { RecordId } from "./record-id.ts";

export const Quantity = decimal(15, 4).check(z.refine(isPositive, "Expected a quantity greater than 0"));
export const Percentage = decimal(5, 2);
export const Uom = text(20);

export const MOST_ITEMS = 2_000;

/** An ingredient on a line. The same ingredient may stand on several. */
export const FormulationItem = z.object({
  id: z.optional(RecordId),
  product_id: RecordId,
  product_name: z.optional(z.string()),
  quantity: Quantity,
  uom: z.string(),
  percentage: z.optional(Percentage),
  notes: z.optional(z.string()),
});
export type FormulationItem = z.infer<typeof FormulationItem>;

export const FormulationStatus = z.enum(["draft", "approved", "locked"]);

/** A formulation without its items. */
export const Formulation = z.object({
  id: RecordId,
  npd_project_id: RecordId,
  formulation_number: z.string(),
  status: FormulationStatus,
  total_qty: Quantity,
  uom: z.string(),
  notes: z._default(z.nullable(z.string()), null),
  effective_from: z._default(z.nullable(CalendarDate), null),
  effective_to: z._default(z.nullable(CalendarDate), null),
  parent_formulation_id: z._default(z.nullable(RecordId), null),
  created_at: Instant,
  updated_at: Instant,
  /** SHA-256 of what it says and of its items in canonical JSON (RFC 8785); locking it does not change it. */
  digest: Digest,
  item_count: z.int(),
});
export type Formulation = z.infer<typeof Formulation>;

const ItemInput = z.strictObject({
  id: z.optional(RecordId),
  product_id: RecordId,
  product_name: z.nullish(text(200)),
  quantity: Quantity,
  uom: Uom,
  percentage: z.nullish(Percentage),
  notes: z.nullish(text(1_000)),
});

/** A formulation as it is sent. What a GET answered besides may come along and is not taken. */
export const FormulationInput = z
  .strictObject({
    id: z.optional(RecordId),
    npd_project_id: z.optional(RecordId),
    formulation_number: DocumentNumber,
    status: z.optional(FormulationStatus),
    total_qty: Quantity,
    uom: Uom,
    notes: z.nullish(text(2_000)),
    effective_from: z.nullish(CalendarDate),
    effective_to: z.nullish(CalendarDate),
    parent_formulation_id: z.nullish(RecordId),
    items: z.array(ItemInput).check(z.maxLength(MOST_ITEMS)),
    created_at: z.optional(Instant),
    updated_at: z.optional(Instant),
    digest: z.optional(Digest),
    item_count: z.optional(z.int()),
  })
  .check(
    z.refine(({ effective_from, effective_to }) => !effective_from || !effective_to || effective_to >= effective_from, {
      error: "Expected a date at or after effective_from",
      path: ["effective_to"],
    }),
    z.refine(({ status = "draft", items }) => status === "draft" || items.length > 0, {
      error: "Expected at least one item: only a draft may be empty",
      path: ["items"],
    }),
  );
export type FormulationInput = z.infer<typeof FormulationInput>;

/** A formulation with its items, as one reading gave it. */
export type FormulationRecord = { rev: number; formulation: Formulation; items: readonly FormulationItem[] };

export type FormulationEvent =
  "npd_formulation_created" | "npd_formulation_updated" | "npd_formulation_locked" | "npd_formulation_launched";

export type FormulationChange = { record: FormulationRecord; event: FormulationEvent };

/** A formulation with its items, as it is answered. */
export const WholeFormulation = z.extend(Formulation, { items: z.array(FormulationItem) });
export const wholeOf = ({ formulation, items }: FormulationRecord): z.infer<typeof WholeFormulation> => ({
  ...formulation,
  items: [...items],
});
