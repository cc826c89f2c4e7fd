import type { Actor } from "../kernel/actor.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { Problem } from "../kernel/problem.ts";
import { type Bom, type BomInput, bomIdOf, type BomPeriod, type BomRecord } from "./bom.ts";
import { byStart } from "./effective-range.ts";
import type { Product, ProductChange, ProductInput, ProductRecord } from "./product.ts";
import { idAt, keyOf, mismatch } from "./record-id.ts";

/** All that a product is decided on: itself, who has its code, and the BOMs that have the numbers that are sent. */
export type ProductReading = {
  before: ProductRecord | undefined;
  codeHolderId: string | null;
  known: readonly BomRecord[];
};

type Step = { id: string; by: Actor; now: Date };

/**
 * A product as its system has it now, and the BOMs that it brings along.
 * @throws Problem INVALID_REQUEST, DUPLICATE_PRODUCT_CODE, DUPLICATE_BOM_NUMBER, EFFECTIVE_RANGE_OVERLAP, CIRCULAR_BOM
 */
export const putProduct = (
  { before, codeHolderId, known }: ProductReading,
  input: ProductInput,
  step: Step,
): ProductChange => {
  idAt(step.id, input.id, step.id);
  if ((codeHolderId ?? step.id) !== step.id) throw duplicateProductCode(input.product_code);
  const added = newBoms(input.boms ?? [], known, step);
  const boms = [...(before?.boms ?? []), ...added.map(({ period }) => period)].sort(byStart);
  assertCalendar(boms, input.boms ?? []);
  return {
    record: { rev: before?.rev ?? 0, product: productOf(before?.product, input, step), boms },
    event: before ? "npd_product_updated" : "npd_product_created",
    added: added.map(({ bom }) => bom),
  };
};

const productOf = (before: Product | undefined, input: ProductInput, { id, by, now }: Step): Product => ({
  id,
  product_code: input.product_code,
  product_name: input.product_name,
  product_type: input.product_type,
  description: input.description ?? null,
  uom: input.uom,
  status: input.status ?? before?.status ?? "draft",
  source: input.source === undefined ? (before?.source ?? null) : input.source,
  npd_project_id: input.npd_project_id === undefined ? (before?.npd_project_id ?? null) : input.npd_project_id,
  created_at: before?.created_at ?? now.toISOString(),
  created_by: before?.created_by ?? by.id,
  updated_at: now.toISOString(),
});

/** AC-12, in the document's words. */
const duplicateProductCode = (code: string): Problem =>
  new Problem("DUPLICATE_PRODUCT_CODE", `Product code ${code} already exists. Please choose different code.`, [
    { pointer: "/product_code", detail: "This code is taken, whatever its case" },
  ]);

type Added = { bom: BomRecord; period: BomPeriod };

/** Those that are not here yet. One that is here is sent as it is, or refused. */
const newBoms = (sent: readonly BomInput[], known: readonly BomRecord[], step: Step): Added[] => {
  const ids = new Set<string>();
  return sent.flatMap((input, at) => {
    const added = bomOf(input, step, `/boms/${at}`);
    const { id } = added.bom.bom;
    if (ids.has(id)) throw mismatch(`/boms/${at}/bom_number`, "The list has this number twice");
    ids.add(id);
    const same = known.find(({ bom }) => bom.id === id);
    if (same && contentOf(same) !== contentOf(added.bom)) throw duplicateBomNumber(input.bom_number, at);
    return same ? [] : [added];
  });
};

const bomOf = (input: BomInput, { id, by, now }: Step, pointer: string): Added => {
  const { bom_number, version, status, effective_from, effective_to = null, items, ...said } = input;
  idAt(id, said.product_id, id, `${pointer.slice(1)}/product_id`);
  const own = items.findIndex(({ product_id }) => keyOf(product_id) === id);
  if (own >= 0) throw circularBom(`${pointer}/items/${own}/product_id`);
  const bom: Bom = {
    id: bomIdOf(by.tenantId, bom_number),
    bom_number,
    product_id: id,
    version,
    total_qty: said.total_qty,
    uom: said.uom,
    source: said.source ?? null,
    npd_formulation_id: said.npd_formulation_id ?? null,
    allergens: said.allergens ?? null,
    created_at: now.toISOString(),
    created_by: by.id,
  };
  return { bom: { rev: 1, bom, items }, period: { bom_number, version, status, effective_from, effective_to } };
};

/** What a BOM says, apart from who brought it and when. */
const contentOf = ({ bom: { created_at: _at, created_by: _by, ...bom }, items }: BomRecord): string =>
  canonicalText({ bom, items });

const circularBom = (pointer: string): Problem => {
  const detail = "A product cannot be its own ingredient";
  return new Problem("CIRCULAR_BOM", `${detail}. Take it off the items.`, [{ pointer, detail }]);
};

const duplicateBomNumber = (bomNumber: string, at: number): Problem => {
  const detail = `BOM number ${bomNumber} already exists with another content`;
  return new Problem("DUPLICATE_BOM_NUMBER", `${detail}. A BOM does not change: give the new one its own number.`, [
    { pointer: `/boms/${at}/bom_number`, detail },
  ]);
};

/** No two BOMs of a product are of one version, or effective on one day. One that is phased out never is. */
const assertCalendar = (boms: readonly BomPeriod[], sent: readonly BomInput[]): void => {
  for (const [at, period] of boms.entries()) {
    const clash = boms.slice(0, at).find((earlier) => earlier.version === period.version || overlaps(earlier, period));
    if (clash) throw clashOf(clash, period, sent);
  }
};

const overlaps = (earlier: BomPeriod, later: BomPeriod): boolean =>
  [earlier, later].every(({ status }) => status !== "phased_out") &&
  (earlier.effective_to === null || earlier.effective_to >= later.effective_from);

const clashOf = (one: BomPeriod, other: BomPeriod, sent: readonly BomInput[]): Problem => {
  const at = sent.findLastIndex(({ bom_number }) => bom_number === one.bom_number || bom_number === other.bom_number);
  const pair = `${one.bom_number} and ${other.bom_number}`;
  if (one.version === other.version)
    return new Problem("DUPLICATE_BOM_NUMBER", `${pair} are both version ${one.version}. Give one another version.`, [
      { pointer: `/boms/${at}/version`, detail: "The product has a BOM of this version" },
    ]);
  return new Problem(
    "EFFECTIVE_RANGE_OVERLAP",
    `${pair} are effective on the same days. Close the earlier one first.`,
    [{ pointer: `/boms/${at}/effective_from`, detail: "Another BOM of the product is effective then" }],
  );
};
