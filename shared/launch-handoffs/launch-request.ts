import * as z from "zod/mini";
import { CalendarDate, Uuid } from "../kernel/field.ts";
import { decimal, isPositive } from "../kernel/decimal.ts";
import { BomNumber } from "./bom.ts";
import { Uom } from "./formulation.ts";
import { ProductCode, ProductDescription, ProductName, ProductType } from "./product.ts";
import { RecordId } from "./record-id.ts";

/** What the document has its own words for (AC-3 to AC-5, the errors of the API). */
const words = {
  product_code: "Product code is required",
  product_name: "Product name is required",
  product_type: "Product type is required",
  uom: "UoM is required",
  effective_to: "Effective To must be after Effective From",
  quantity: "Pilot WO quantity must be greater than 0",
  missing: "Missing required data for selected action",
} as const;

/** Whether a fault is told in the document's words, which name their field themselves. */
export const isDocumentsWord = (detail: string): boolean => Object.values<string>(words).includes(detail);

/** Text that a form asks for, with the words of the form where it is missing. */
const required = <T extends z.ZodMiniType<string, string>>(schema: T, missing: string) =>
  z.pipe(z.string(missing).check(z.refine((value) => value.trim() !== "", missing)), schema);

/** A day as a date picker sends it: alone, or as midnight in UTC. */
const Day = z.pipe(
  z.pipe(
    z.string("Expected a date, such as 2026-03-02"),
    z.transform((sent: string) => sent.replace(/T00:00(:00(\.0+)?)?Z$/, "")),
  ),
  CalendarDate,
);

/** A field that may be left out; a form that was cleared sends an empty text. */
const optional = <T extends z.ZodMiniType<string, string>>(schema: T, expected: string) => {
  const cleared = z.pipe(
    z.literal(""),
    z.transform(() => null),
  );
  return z.nullish(z.union([cleared, schema], expected));
};

const ProductData = z.strictObject({
  product_code: required(ProductCode, words.product_code),
  product_name: required(ProductName, words.product_name),
  product_type: required(ProductType, words.product_type),
  description: z.nullish(
    z.union([z.literal(""), ProductDescription], "Expected at most 2000 characters of composed Unicode text (NFC)"),
  ),
  uom: required(Uom, words.uom),
});
export type ProductData = z.infer<typeof ProductData>;

const BomData = z
  .strictObject({
    bom_number: z.nullish(BomNumber),
    effective_from: Day,
    effective_to: optional(Day, "Expected a date that exists, such as 2026-03-02"),
  })
  .check(
    z.refine(({ effective_from, effective_to }) => !effective_to || effective_to >= effective_from, {
      error: words.effective_to,
      path: ["effective_to"],
    }),
  );

const PilotQuantity = z.union([z.number(), z.string()], "Expected a quantity").check(
  z.refine((quantity) => !/^-|^0*\.?0*$/.test(String(quantity)), {
    error: words.quantity,
    abort: true,
  }),
);

const PilotData = z.strictObject({
  quantity: z.pipe(PilotQuantity, decimal(15, 4).check(z.refine(isPositive, words.quantity))),
  scheduled_date: Day,
  routing_id: optional(Uuid, "Expected a UUID"),
});

type Choices = {
  product_action: "create" | "update";
  product_id?: string | null | undefined;
  product_data?: object | null | undefined;
  create_pilot_wo: boolean;
  pilot_wo_data?: object | null | undefined;
};

/** What one choice in the wizard needs and another does not. */
const needs = (field: keyof Choices, isThere: (chosen: Choices) => boolean) =>
  z.refine<Choices>(isThere, { error: words.missing, path: [field] });

const Chosen = z
  .strictObject({
    product_action: z.enum(["create", "update"]),
    product_id: optional(Uuid, "Expected a UUID"),
    product_data: z.nullish(ProductData),
    bom_data: BomData,
    create_pilot_wo: z.boolean(),
    pilot_wo_data: z.nullish(PilotData),
    formulation_id: RecordId,
    /** Of the validation that the user saw: if anything it read has changed, nothing is launched. */
    validation_token: z.nullish(z.string().check(z.maxLength(200))),
  })
  .check(
    needs("product_data", ({ product_action, product_data }) => product_action !== "create" || !!product_data),
    needs("product_id", ({ product_action, product_id }) => product_action !== "update" || !!product_id),
    needs("pilot_wo_data", ({ create_pilot_wo, pilot_wo_data }) => !create_pilot_wo || !!pilot_wo_data),
  );

/** What the forms that were shown say: what a hidden one holds is nobody's choice, and is not judged. */
const shown = (sent: unknown): unknown => {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  const { product_action, create_pilot_wo }: { product_action?: unknown; create_pilot_wo?: unknown } = sent;
  return {
    ...sent,
    ...(product_action === "update" && { product_data: null }),
    ...(create_pilot_wo === false && { pilot_wo_data: null }),
  };
};

/** What the wizard has gathered (ExecuteHandoffRequest). */
export const LaunchRequest = z.pipe(z.transform(shown), Chosen);
export type LaunchRequest = z.infer<typeof LaunchRequest>;
