import type { BomItem } from "./bom.ts";
import type { FormulationItem } from "./formulation.ts";
import { keyOf, type RecordId } from "./record-id.ts";
import { refusal } from "./refusal.ts";

/**
 * The lines of a BOM, one for each line of the formulation, in its order and with its amounts as they are written (AC-4).
 * The same ingredient on three lines stays on three lines.
 */
export const bomItemsOf = (items: readonly FormulationItem[]): BomItem[] =>
  items.map(({ product_id, quantity, uom, percentage, notes }) => ({
    product_id,
    quantity,
    uom,
    ...(percentage !== undefined && { percentage }),
    item_type: "input",
    ...(notes !== undefined && { notes }),
  }));

/** @throws Problem CIRCULAR_BOM when a product would be made of itself */
export const assertNotCircular = (productId: RecordId, items: readonly FormulationItem[]): void => {
  const line = items.findIndex(({ product_id }) => keyOf(product_id).toLowerCase() === keyOf(productId).toLowerCase());
  if (line < 0) return;
  const detail = `Product ${productId} would be its own ingredient: the BOM is circular`;
  throw refusal(
    "CIRCULAR_BOM",
    `${detail} (line ${line + 1} of the formulation). Choose another product.`,
    "copy_bom_items",
    2,
    [{ pointer: "/product_id", detail }],
  );
};
