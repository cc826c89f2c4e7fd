// GET /api/boms/{bomId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { WholeBom, wholeBomOf } from "../../shared/launch-handoffs/bom.ts";
import * as boms from "../../shared/launch-handoffs/bom-repository.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import * as products from "../../shared/launch-handoffs/product-repository.ts";

export const contract = {
  summary: "Read a BOM with its items and the days that it is effective",
  roles: readers,
  params: z.strictObject({ bomId: Uuid }),
  answers: { 200: WholeBom },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const bom = await boms.read(actor.tenantId, params.bomId);
  const product = await products.read(actor.tenantId, bom.bom.product_id);
  const period = product.boms.find(({ bom_number }) => bom_number === bom.bom.bom_number);
  if (!period) throw notFound();
  return ok(wholeBomOf(bom, period));
});
