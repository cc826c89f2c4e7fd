// GET /api/products
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { Product, ProductStatus } from "../../shared/launch-handoffs/product.ts";
import { search } from "../../shared/launch-handoffs/product-list-repository.ts";

/** A code in upper case. U+FFFD stands for bytes that are no text. */
const Place = z.pipe(
  Cursor,
  z.string().check(
    z.regex(/^[^\s\p{C}\uFFFD]{1,150}$/u, { error: "Expected a cursor of this list", abort: true }),
    z.refine((place) => place === place.toUpperCase(), "Expected a cursor of this list"),
  ),
);

export const contract = {
  summary: "Search the products of your tenant, by their codes",
  description:
    "Finds the text in code and name, whatever its case. Only active products, unless a status or `all` is given.",
  roles: readers,
  query: z.strictObject({
    search: z._default(z.string().check(z.maxLength(200)), ""),
    status: z._default(z.enum([...ProductStatus.options, "all"]), "active"),
    limit: Limit,
    cursor: z.optional(Place),
  }),
  answers: { 200: z.object({ products: z.array(Product) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { cursor, ...wanted } = query;
  const { products, next } = await search(actor.tenantId, { ...wanted, after: cursor });
  return ok({ products }, linkToNext(path, query, next));
});
