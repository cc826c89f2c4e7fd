import type { WholeBom } from "../../shared/launch-handoffs/bom.ts";
import { useRead } from "../api/hooks.ts";
import { useMay } from "../shell/who.ts";
import { getFormulation, getProduct } from "./routes.ts";

/** What the ingredients of a BOM are called in the formulation that it was made from, for those who may read that. */
export const useIngredientNames = (bom: WholeBom): ReadonlyMap<string, string> => {
  const mayRead = useMay().may(getFormulation.key);
  const isMade = mayRead && bom.npd_formulation_id !== null;
  const product = useRead(getProduct, { params: { productId: bom.product_id } }, { enabled: isMade });
  const projectId = product.data?.npd_project_id ?? null;
  const formulation = useRead(
    getFormulation,
    { params: { projectId: String(projectId), formulationId: String(bom.npd_formulation_id) } },
    { enabled: isMade && projectId !== null },
  );
  const named = formulation.data?.items ?? [];
  return new Map(
    named.flatMap(({ product_id, product_name }) => (product_name ? [[String(product_id), product_name]] : [])),
  );
};
