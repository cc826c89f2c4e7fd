import { type BomPeriod, bomIdOf, type BomRecord, Version } from "./bom.ts";
import { bomItemsOf } from "./bom-mapping.ts";
import type { FormulationRecord } from "./formulation.ts";
import type { LaunchStart } from "./launch-plan.ts";
import type { LaunchRequest } from "./launch-request.ts";
import { bomNumberFor, firstFree, nextVersion } from "./numbering.ts";
import type { ProductRecord } from "./product.ts";
import type { ProjectRecord } from "./project-record.ts";
import { isSameId } from "./record-id.ts";
import { refusal } from "./refusal.ts";

/** The next version of the product's BOM, made of the formulation, with its allergens if they were declared (AC-4). */
export const newBom = (
  { product, boms }: ProductRecord,
  { formulation, items }: FormulationRecord,
  { bom_data }: LaunchRequest,
  { allergens }: ProjectRecord,
  { by, now }: LaunchStart,
  taken: ReadonlySet<string>,
): BomRecord => {
  const version = versionAfter(boms);
  const given = bomNumberFor(product.product_code, version);
  const bom_number = bom_data.bom_number ?? firstFree(given, (each) => taken.has(bomIdOf(by.tenantId, each)));
  const isDeclared = allergens !== undefined && isSameId(allergens.formulation_id, formulation.id);
  return {
    rev: 0,
    bom: {
      id: bomIdOf(by.tenantId, bom_number),
      bom_number,
      product_id: product.id,
      version,
      total_qty: formulation.total_qty,
      uom: formulation.uom,
      source: "npd",
      npd_formulation_id: formulation.id,
      allergens: isDeclared ? { contains: allergens.contains, may_contain: allergens.may_contain } : null,
      created_at: now.toISOString(),
      created_by: by.id,
    },
    items: bomItemsOf(items),
  };
};

const versionAfter = (boms: readonly BomPeriod[]): string => {
  const version = nextVersion(boms.map((period) => period.version));
  if (Version.safeParse(version).success) return version;
  throw refusal("VALIDATION_FAILED", "The product has no version left. Choose another product.", "create_bom", 2);
};

/** How long it is to be effective. It is a draft as yet. */
export const periodOf = ({ bom }: BomRecord, { bom_data }: LaunchRequest): BomPeriod => ({
  bom_number: bom.bom_number,
  version: bom.version,
  status: "draft",
  effective_from: bom_data.effective_from,
  effective_to: bom_data.effective_to ?? null,
});
