import * as z from "zod/mini";
import { decimal, isPositive } from "../kernel/decimal.ts";
import { CalendarDate, Digest, Instant, text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { digestOf } from "../ledger/seal.ts";
import { DocumentNumber } from "./project.ts";
import { idAt, RecordId } from "./record-id.ts";

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

type Place = { projectId: RecordId; id: string; now: Date };

/**
 * A formulation as it is now. A locked one never changes.
 * @throws Problem FORMULATION_LOCKED; INVALID_REQUEST for another formulation's or project's id
 */
export const putFormulation = (
  before: FormulationRecord | undefined,
  input: FormulationInput,
  { projectId, id, now }: Place,
): FormulationChange => {
  if (before) assertUnlocked(before.formulation);
  const items = input.items.map(itemOf);
  const said = {
    id: idAt(id, input.id, before?.formulation.id),
    npd_project_id: idAt(String(projectId), input.npd_project_id, projectId, "npd_project_id"),
    formulation_number: input.formulation_number,
    total_qty: input.total_qty,
    uom: input.uom,
    notes: input.notes ?? null,
    effective_from: input.effective_from ?? null,
    effective_to: input.effective_to ?? null,
    parent_formulation_id: input.parent_formulation_id ?? null,
  };
  const formulation: Formulation = {
    ...said,
    status: input.status ?? before?.formulation.status ?? "draft",
    created_at: before?.formulation.created_at ?? now.toISOString(),
    updated_at: now.toISOString(),
    digest: digestOf({ ...said, items }),
    item_count: items.length,
  };
  const event = before ? "npd_formulation_updated" : "npd_formulation_created";
  return { record: { rev: before?.rev ?? 0, formulation, items }, event };
};

/** What is left out and what is null are the same. */
const itemOf = (item: z.infer<typeof ItemInput>): FormulationItem => {
  const said = Object.entries(item).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(said) as FormulationItem;
};

/**
 * Locks an approved formulation for good (AC-2, [Lock Formulation]).
 * @throws Problem FORMULATION_LOCKED, FORMULATION_NOT_APPROVED
 */
export const lockFormulation = (record: FormulationRecord, now: Date): FormulationChange => {
  const { formulation } = record;
  assertUnlocked(formulation);
  if (formulation.status !== "approved") {
    const detail = `Formulation ${formulation.formulation_number} is a draft. Approve it before you lock it.`;
    throw new Problem("FORMULATION_NOT_APPROVED", detail);
  }
  const locked: Formulation = { ...formulation, status: "locked", updated_at: now.toISOString() };
  return { record: { ...record, formulation: locked }, event: "npd_formulation_locked" };
};

const assertUnlocked = ({ status, formulation_number }: Formulation): void => {
  if (status === "locked") {
    const detail = `Formulation ${formulation_number} is locked and does not change any more. Make a new one from it.`;
    throw new Problem("FORMULATION_LOCKED", detail);
  }
};
