// PUT /api/products/{productId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { productionWriters } from "../../shared/launch-handoffs/permission.ts";
import { Product, ProductInput } from "../../shared/launch-handoffs/product.ts";
import { putProduct } from "../../shared/launch-handoffs/product-plan.ts";
import * as products from "../../shared/launch-handoffs/product-repository.ts";

export const contract = {
  summary: "Make a product, or write it anew",
  description: "BOMs that the product has already come along as `boms`: they are added, and never changed.",
  roles: productionWriters,
  params: z.strictObject({ productId: Uuid }),
  body: ProductInput,
  answers: { 200: Product, 201: Product },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) => {
  const step = { id: params.productId, by: call.actor, now: call.now };
  const bomNumbers = (body.boms ?? []).map(({ bom_number }) => bom_number);
  return products.put(
    call,
    { id: params.productId, code: body.product_code, bomNumbers },
    (reading) => {
      assertMatch(headers, reading.before?.rev);
      return putProduct(reading, body, step);
    },
    ({ product, rev }) => (rev === 1 ? created : ok)(product, etag(rev)),
  );
});
