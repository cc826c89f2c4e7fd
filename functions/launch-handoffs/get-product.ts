// GET /api/products/{productId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { Product } from "../../shared/launch-handoffs/product.ts";
import * as products from "../../shared/launch-handoffs/product-repository.ts";

export const contract = {
  summary: "Read a product",
  roles: readers,
  params: z.strictObject({ productId: Uuid }),
  answers: { 200: Product },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { product, rev } = await products.read(actor.tenantId, params.productId);
  return ok(product, etag(rev));
});
