import type { LaunchGround, LaunchStart } from "./launch-plan.ts";
import type { LaunchRequest, ProductData } from "./launch-request.ts";
import type { ProductRecord } from "./product.ts";
import type { ProjectRecord } from "./project-record.ts";
import { refusal } from "./refusal.ts";

/**
 * The product that the BOM will be of: a new one, or one that is there (AC-3).
 * @throws Problem DUPLICATE_PRODUCT_CODE, PRODUCT_NOT_FOUND
 */
export const launchedProduct = (
  { product, codeHolder }: LaunchGround,
  { product_action, product_data, product_id }: LaunchRequest,
  project: ProjectRecord,
  start: LaunchStart,
): ProductRecord => {
  if (product_action === "update" || !product_data) return productInUse(product, product_id);
  if (codeHolder?.product_id) throw duplicateCode(product_data.product_code);
  return newProduct(product_data, project, start);
};

const duplicateCode = (code: string) =>
  refusal(
    "DUPLICATE_PRODUCT_CODE",
    `Product code ${code} already exists. Please choose different code.`,
    "create_product",
    2,
    [{ pointer: "/product_data/product_code", detail: `Product code ${code} already exists` }],
  );

/** Only an active product gets a new BOM (AC-3): the wizard offers no other. */
const productInUse = (record: ProductRecord | undefined, id: string | null | undefined): ProductRecord => {
  if (record?.product.status === "active") return record;
  const detail = record
    ? `Product ${record.product.product_code} is ${record.product.status}`
    : `There is no product ${id ?? ""}`;
  throw refusal("PRODUCT_NOT_FOUND", `${detail}. Choose an active product.`, "update_product", 2, [
    { pointer: "/product_id", detail },
  ]);
};

const newProduct = (
  { product_code, product_name, product_type, description, uom }: ProductData,
  { project }: ProjectRecord,
  { by, now, productId }: LaunchStart,
): ProductRecord => ({
  rev: 0,
  product: {
    id: productId,
    product_code,
    product_name,
    product_type,
    description: description === "" ? null : (description ?? null),
    uom,
    status: "draft",
    source: "npd",
    npd_project_id: project.id,
    created_at: now.toISOString(),
    created_by: by.id,
    updated_at: now.toISOString(),
  },
  boms: [],
});
