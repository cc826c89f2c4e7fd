import * as z from "zod/mini";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, productCodeKey } from "../ledger/keys.ts";
import { type Commit, load as loadRecord, readRecord, type RecordKind, type State } from "../ledger/record.ts";
import { query } from "../ledger/table.ts";
import { insert, replace, type Write } from "../ledger/transaction.ts";
import { BomPeriod } from "./bom.ts";
import { Product, type ProductChange, type ProductRecord } from "./product.ts";
import { eventOf, type Facts, stored } from "./stored.ts";

const Head = z.object({ product: z.string(), boms: z._default(z.string(), "[]") });

const recordOf = ({ rev, head }: Aggregate): ProductRecord => {
  const { product, boms } = Head.parse(head);
  return { rev, product: Product.parse(JSON.parse(product)), boms: z.array(BomPeriod).parse(JSON.parse(boms)) };
};

const products: RecordKind<ProductRecord, ProductChange> = {
  noun: "PRODUCT",
  recordOf,
  writesOf: (commit, before, change) => productWrites(commit, before, change, undefined),
};

/** The product as it is now, if it exists, and what a write of it is conditioned on. */
export const load = (tenantId: string, id: string): Promise<State<ProductRecord>> => loadRecord(products, tenantId, id);

/** The product as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<ProductRecord> => readRecord(products, tenantId, id);

const CodeRow = z.object({ product_id: z.nullable(z.string()) });

/** Who has a product code, whatever its case: a product, nobody any more (`null`), or nobody ever. */
export type CodeHolder = z.infer<typeof CodeRow> | undefined;

export const loadCodeHolder = async (tenantId: string, code: string): Promise<CodeHolder> => {
  const { pk, sk } = productCodeKey(tenantId, code);
  const [row] = await query("RECORDS_TABLE", pk, { first: sk, last: sk });
  return row && CodeRow.parse(row);
};

/**
 * The steps that bring a product and the calendar of its BOMs from what was read to what was decided. A code that is new to
 * the product is taken from `holder`, who was read to be nobody, and the step `product code` refuses if somebody has it now.
 */
export const productWrites = (
  commit: Commit,
  before: State<ProductRecord>,
  { record, event }: ProductChange,
  holder: CodeHolder,
  facts?: Facts,
): Write[] => {
  const { product, boms } = record;
  return [
    ...aggregateWrites(aggregatePartition(commit.actor.tenantId, "PRODUCT", product.id), before.aggregate, {
      event: eventOf(commit, event, facts),
      head: { product: stored(product), ...(boms.length > 0 && { boms: stored(boms) }) },
      parts: {},
    }),
    ...codeWrites(commit.actor.tenantId, before.record?.product, product, holder),
  ];
};

const codeWrites = (tenantId: string, before: Product | undefined, after: Product, holder: CodeHolder): Write[] => {
  const [taken, left] = [after, before].map((each) => each && productCodeKey(tenantId, each.product_code));
  if (!taken || taken.sk === left?.sk) return [];
  const row = { ...taken, product_id: after.id };
  return [
    holder
      ? replace("product code", "RECORDS_TABLE", row, "product_id", null)
      : insert("product code", "RECORDS_TABLE", row),
    ...(left ? [replace("old code", "RECORDS_TABLE", { ...left, product_id: null }, "product_id", after.id)] : []),
  ];
};
