import * as z from "zod/mini";
import { Instant, text, Uuid } from "../kernel/field.ts";
import { BomInput, BomPeriod, type BomRecord } from "./bom.ts";
import { RecordId } from "./record-id.ts";

/** Unique in a tenant whatever its case, and without spaces. */
export const ProductCode = text(50).check(z.regex(/^[^\s\p{C}]+$/u, "Expected a product code without spaces"));
export const ProductName = text(200);
export const ProductType = text(50);
export const ProductDescription = text(2_000);
export const ProductStatus = z.enum(["draft", "active", "inactive", "discontinued"]);
export type ProductStatus = z.infer<typeof ProductStatus>;

export const Product = z.object({
  id: Uuid,
  product_code: z.string(),
  product_name: z.string(),
  product_type: z.string(),
  description: z._default(z.nullable(z.string()), null),
  uom: z.string(),
  status: ProductStatus,
  /** `npd` for a product that a handoff created, with the project it came from. */
  source: z._default(z.nullable(z.string()), null),
  npd_project_id: z._default(z.nullable(RecordId), null),
  created_at: Instant,
  created_by: z.string(),
  updated_at: Instant,
});
export type Product = z.infer<typeof Product>;

/** A product as its system sends it. What a GET answered besides may come along and is not taken. */
export const ProductInput = z.strictObject({
  id: z.optional(Uuid),
  product_code: ProductCode,
  product_name: ProductName,
  product_type: ProductType,
  description: z.nullish(ProductDescription),
  uom: text(20),
  /** Left out, it stays as it is; a new product is a draft. */
  status: z.optional(ProductStatus),
  source: z.nullish(text(40)),
  npd_project_id: z.nullish(RecordId),
  /** BOMs that the product has already. They are added; one that is here does not change. */
  boms: z.optional(z.array(BomInput).check(z.maxLength(20))),
  created_at: z.optional(Instant),
  created_by: z.optional(z.string()),
  updated_at: z.optional(Instant),
});
export type ProductInput = z.infer<typeof ProductInput>;

/** A product and the calendar of its BOMs, as one reading gave it. Every BOM of the product moves its rev. */
export type ProductRecord = { rev: number; product: Product; boms: readonly BomPeriod[] };

export type ProductEvent = "npd_product_created" | "npd_product_updated" | "npd_product_launched";

export type ProductChange = { record: ProductRecord; event: ProductEvent; added?: readonly BomRecord[] };
