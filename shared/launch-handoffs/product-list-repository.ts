import { listPartition } from "../ledger/keys.ts";
import { listByRows } from "../ledger/listing.ts";
import type { Product, ProductStatus } from "./product.ts";
import { CodeRow, productIn } from "./product-repository.ts";

type Page = { search: string; status: ProductStatus | "all"; after: string | undefined; limit: number };

/** One page of the products with this text in their code or name, whatever its case, by their codes. */
export const search = async (
  tenantId: string,
  { search: wanted, status, ...page }: Page,
): Promise<{ products: Product[]; next: string | undefined }> => {
  const text = wanted.normalize().toLowerCase();
  const rows = {
    partition: listPartition(tenantId, "PRODUCT"),
    idOf: (row: unknown) => CodeRow.parse(row).product_id ?? undefined,
  };
  const { entries, next } = await listByRows(tenantId, "PRODUCT", rows, {
    ...page,
    parts: [],
    pick: ({ head }) => {
      const product = productIn(head);
      const isWanted = [product.product_code, product.product_name].some((each) => each.toLowerCase().includes(text));
      return isWanted && (status === "all" || product.status === status) ? product : undefined;
    },
  });
  return { products: entries, next };
};
