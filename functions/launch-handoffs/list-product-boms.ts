// GET /api/products/{productId}/boms
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { bomIdOf, BomPeriod } from "../../shared/launch-handoffs/bom.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import * as products from "../../shared/launch-handoffs/product-repository.ts";

export const contract = {
  summary: "List the BOMs of a product with the days that they are effective, earliest first",
  roles: readers,
  params: z.strictObject({ productId: Uuid }),
  answers: { 200: z.object({ boms: z.array(z.extend(BomPeriod, { id: Uuid })) }) },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { boms, rev } = await products.read(actor.tenantId, params.productId);
  return ok({ boms: boms.map((bom) => ({ id: bomIdOf(actor.tenantId, bom.bom_number), ...bom })) }, etag(rev));
});
