import * as z from "zod/mini";
import { CalendarDate, Instant, text, Uuid } from "../kernel/field.ts";
import { idOfName } from "../kernel/id.ts";
import { Allergens } from "./allergens.ts";
import { MOST_ITEMS, Percentage, Quantity, Uom } from "./formulation.ts";
import { RecordId } from "./record-id.ts";

export const BomNumber = text(80).check(z.regex(/^[^\s\p{C}]+$/u, "Expected a BOM number without spaces"));

/** A pair of whole numbers: 1.10 comes after 1.9. */
export const Version = z
  .string()
  .check(z.regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/, "Expected a version, such as 1.0"));

export const BomStatus = z.enum(["draft", "active", "phased_out"]);

const BomAllergens = z.pick(Allergens, { contains: true, may_contain: true });

/** What goes into a product. `notes` and `percentage` are left out where there are none. */
export const BomItem = z.object({
  product_id: RecordId,
  quantity: Quantity,
  uom: z.string(),
  percentage: z.optional(Percentage),
  item_type: z._default(z.literal("input"), "input"),
  notes: z.optional(z.string()),
});
export type BomItem = z.infer<typeof BomItem>;

/** A bill of materials without its items. How long it is effective stands in its product's calendar. */
export const Bom = z.object({
  id: Uuid,
  bom_number: z.string(),
  product_id: Uuid,
  version: Version,
  total_qty: Quantity,
  uom: z.string(),
  source: z._default(z.nullable(z.string()), null),
  npd_formulation_id: z._default(z.nullable(RecordId), null),
  allergens: z._default(z.nullable(BomAllergens), null),
  created_at: Instant,
  created_by: z.string(),
});
export type Bom = z.infer<typeof Bom>;

/** From when to when a product is made by a BOM, both days included; without an end, until another closes it. */
export const BomPeriod = z.object({
  bom_number: z.string(),
  version: Version,
  status: BomStatus,
  effective_from: CalendarDate,
  effective_to: z._default(z.nullable(CalendarDate), null),
});
export type BomPeriod = z.infer<typeof BomPeriod>;

/** A BOM with its items and its period, as it is answered. */
export const WholeBom = z.extend(Bom, {
  status: BomStatus,
  effective_from: CalendarDate,
  effective_to: z.nullable(CalendarDate),
  items: z.array(BomItem),
});
export type WholeBom = z.infer<typeof WholeBom>;

export type BomRecord = { rev: number; bom: Bom; items: readonly BomItem[] };

export const wholeBomOf = (
  { bom, items }: BomRecord,
  { status, effective_from, effective_to }: BomPeriod,
): z.infer<typeof WholeBom> => ({ ...bom, status, effective_from, effective_to, items: [...items] });

/** The id of the BOM with this number: one number of a tenant has one BOM, whatever its case. */
export const bomIdOf = (tenantId: string, bomNumber: string): string =>
  idOfName(tenantId, "BOM", bomNumber.toUpperCase());

/** A BOM that a product has already, as its system sends it. What a GET answered besides may come along and is not taken. */
export const BomInput = z
  .strictObject({
    id: z.optional(Uuid),
    bom_number: BomNumber,
    product_id: z.optional(Uuid),
    version: Version,
    status: z._default(BomStatus, "active"),
    effective_from: CalendarDate,
    effective_to: z.nullish(CalendarDate),
    total_qty: Quantity,
    uom: Uom,
    source: z.nullish(text(40)),
    npd_formulation_id: z.nullish(RecordId),
    allergens: z.nullish(BomAllergens),
    items: z
      .array(
        z.strictObject({
          product_id: RecordId,
          quantity: Quantity,
          uom: Uom,
          percentage: z.optional(Percentage),
          item_type: z._default(z.literal("input"), "input"),
          notes: z.optional(text(1_000)),
        }),
      )
      .check(z.minLength(1), z.maxLength(MOST_ITEMS)),
    created_at: z.optional(Instant),
    created_by: z.optional(z.string()),
  })
  .check(
    // One that was replaced before it was ever effective ends before it begins, and may be sent as it is read.
    z.refine(
      ({ status, effective_from, effective_to }) =>
        status === "phased_out" || !effective_to || effective_to >= effective_from,
      { error: "Expected a date at or after effective_from", path: ["effective_to"] },
    ),
  );
export type BomInput = z.infer<typeof BomInput>;
