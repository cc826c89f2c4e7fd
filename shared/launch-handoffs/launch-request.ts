import * as z from "zod/mini";
import { CalendarDate, Uuid } from "../kernel/field.ts";
import { decimal, isPositive } from "../kernel/decimal.ts";
import { BomNumber } from "./bom.ts";
import { Uom } from "./formulation.ts";
import { ProductCode, ProductDescription, ProductName, ProductType } from "./product.ts";
import { RecordId } from "./record-id.ts";

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

/** A date picker that was cleared sends an empty text. */
const OptionalDay = z.nullish(
  z.union(
    [
      z.pipe(
        z.literal(""),
        z.transform(() => null),
      ),
      Day,
    ],
    "Expected a date that exists, such as 2026-03-02",
  ),
);

const ProductData = z.strictObject({
  product_code: required(ProductCode, "Product code is required"),
  product_name: required(ProductName, "Product name is required"),
  product_type: required(ProductType, "Product type is required"),
  description: z.nullish(
    z.union([z.literal(""), ProductDescription], "Expected at most 2000 characters of composed Unicode text (NFC)"),
  ),
  uom: required(Uom, "UoM is required"),
});
export type ProductData = z.infer<typeof ProductData>;

const BomData = z
  .strictObject({
    bom_number: z.nullish(BomNumber),
    effective_from: Day,
    effective_to: OptionalDay,
  })
  .check(
    z.refine(({ effective_from, effective_to }) => !effective_to || effective_to >= effective_from, {
      error: "Effective To must be after Effective From",
      path: ["effective_to"],
    }),
  );

const PilotQuantity = z.union([z.number(), z.string()], "Expected a quantity").check(
  z.refine((quantity) => !/^-|^0*\.?0*$/.test(String(quantity)), {
    error: "Pilot WO quantity must be greater than 0",
    abort: true,
  }),
);

const PilotData = z.strictObject({
  quantity: z.pipe(
    PilotQuantity,
    decimal(15, 4).check(z.refine(isPositive, "Pilot WO quantity must be greater than 0")),
  ),
  scheduled_date: Day,
  routing_id: z.nullish(Uuid),
});

type Chosen = {
  product_action: "create" | "update";
  product_id?: string | null | undefined;
  product_data?: object | null | undefined;
  create_pilot_wo: boolean;
  pilot_wo_data?: object | null | undefined;
};

/** What one choice in the wizard needs and another does not. */
const needs = (field: keyof Chosen, isThere: (chosen: Chosen) => boolean) =>
  z.refine<Chosen>(isThere, { error: "Missing required data for selected action", path: [field] });

/** What the wizard has gathered (ExecuteHandoffRequest). */
export const LaunchRequest = z
  .strictObject({
    product_action: z.enum(["create", "update"]),
    product_id: z.nullish(Uuid),
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
export type LaunchRequest = z.infer<typeof LaunchRequest>;
