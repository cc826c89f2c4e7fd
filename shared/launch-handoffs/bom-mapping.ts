import type { BomItem } from "./bom.ts";
import type { FormulationItem } from "./formulation.ts";
import type { Product } from "./product.ts";
import { keyOf } from "./record-id.ts";
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

/**
 * A line may name an ingredient by its id, or by the code of its product, whatever its case.
 * @throws Problem CIRCULAR_BOM when a product would be made of itself
 */
export const assertNotCircular = (
  { id, product_code }: Pick<Product, "id" | "product_code">,
  items: readonly FormulationItem[],
): void => {
  const itself = [id, product_code].map((name) => name.toUpperCase());
  const line = items.findIndex(({ product_id }) => itself.includes(keyOf(product_id).toUpperCase()));
  if (line < 0) return;
  const detail = `Product ${product_code} would be its own ingredient: the BOM is circular`;
  throw refusal(
    "CIRCULAR_BOM",
    `${detail} (line ${line + 1} of the formulation). Choose another product.`,
    "copy_bom_items",
    2,
    [{ pointer: "/product_id", detail }],
  );
};
