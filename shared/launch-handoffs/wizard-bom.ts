import { Problem } from "../kernel/problem.ts";
import { bomIdOf, type BomPeriod } from "./bom.ts";
import { bomItemsOf } from "./bom-mapping.ts";
import { diffBoms, total } from "./bom-diff.ts";
import { addPeriod } from "./effective-range.ts";
import { bomNumberFor, firstFree, nextVersion } from "./numbering.ts";
import { isSameId } from "./record-id.ts";
import type { WizardGround } from "./wizard-ground.ts";
import type { BomStep, ProductStep } from "./wizard.ts";

/** Step 3: the BOM that would be made, and what it does to those that are there. */
export const bomStep = (ground: WizardGround, { action, product_data }: ProductStep): BomStep => {
  const { choice, formulation, product, currentBom } = ground;
  const isUpdate = action === "update";
  const calendar = isUpdate ? (product?.boms ?? []) : [];
  const product_code = isUpdate ? (product?.product.product_code ?? "") : product_data.product_code;
  const version = nextVersion(calendar.map((period) => period.version));
  const items = formulation?.items ?? [];
  const mapped = bomItemsOf(items);
  const { bom_number, bom_number_message } = bomNumberIn(ground, product_code, version);
  const { effective_from, effective_to } = choice.bom_data;
  return {
    bom_number,
    bom_number_message,
    product_code,
    version,
    status: "draft",
    effective_from,
    effective_to,
    total_qty: formulation?.formulation.total_qty ?? null,
    uom: formulation?.formulation.uom ?? "",
    source: formulation ? `NPD Formulation ${formulation.formulation.formulation_number}` : "",
    npd_formulation_id: formulation?.formulation.id ?? null,
    item_count: items.length,
    items_total: new Set(items.map(({ uom }) => uom)).size === 1 ? total(items.map(({ quantity }) => quantity)) : null,
    items: items.flatMap((source_item, at) => {
      const bom_item = mapped[at];
      return bom_item ? [{ source_item, bom_item }] : [];
    }),
    closes: closedBy(calendar, { bom_number, version, status: "draft", effective_from, effective_to }),
    allergens: allergensOf(ground),
    diff: isUpdate && currentBom ? diffBoms(currentBom.items, mapped) : null,
  };
};

/** The number as it was entered, else the first that is free; none while there is no product to take it from. */
const bomNumberIn = (
  { choice, taken, tenantId, launch }: WizardGround,
  productCode: string,
  version: string,
): Pick<BomStep, "bom_number" | "bom_number_message"> => {
  const isTaken = (number: string) => !launch && taken.has(bomIdOf(tenantId, number));
  const entered = choice.bom_data.bom_number;
  if (entered !== null)
    return {
      bom_number: entered,
      bom_number_message: isTaken(entered) ? `BOM number ${entered} already exists` : null,
    };
  if (productCode === "") return { bom_number: "", bom_number_message: null };
  const usual = bomNumberFor(productCode, version);
  const bom_number = firstFree(usual, isTaken);
  return { bom_number, bom_number_message: inStead("BOM number", usual, isTaken) };
};

/** What is said of a number that is given because the usual one is taken. */
export const inStead = (what: string, usual: string, isTaken: (number: string) => boolean): string | null =>
  isTaken(usual) ? `${what} ${usual} already exists, so the next free one is proposed` : null;

/** An overlap is told by the summary. */
const closedBy = (calendar: readonly BomPeriod[], added: BomPeriod): BomPeriod[] => {
  try {
    return addPeriod(calendar, added).closed;
  } catch (error) {
    if (error instanceof Problem || error instanceof RangeError) return [];
    throw error;
  }
};

const allergensOf = ({ evidence, formulation }: WizardGround): BomStep["allergens"] => {
  const { allergens } = evidence.record;
  if (!allergens || !formulation || !isSameId(allergens.formulation_id, formulation.formulation.id)) return null;
  const { contains, may_contain } = allergens;
  return { contains, may_contain, message: "Allergens will be transferred to BOM" };
};
