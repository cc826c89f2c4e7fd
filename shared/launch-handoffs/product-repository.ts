import * as z from "zod/mini";
import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { commit } from "../ledger/commit.ts";
import { aggregatePartition, productCodeKey } from "../ledger/keys.ts";
import { answerOnce, recallAnswer } from "../ledger/once.ts";
import {
  atNextRev,
  type ChangeCall,
  type Commit,
  load as loadRecord,
  type Readable,
  readRecord,
  type State,
} from "../ledger/record.ts";
import { query } from "../ledger/table.ts";
import { insert, replace, type Write } from "../ledger/transaction.ts";
import { bomIdOf, BomPeriod } from "./bom.ts";
import * as boms from "./bom-repository.ts";
import { Product, type ProductChange, type ProductRecord } from "./product.ts";
import type { ProductReading } from "./product-plan.ts";
import { eventOf, type Facts, keptAnswer, stored } from "./stored.ts";

const Head = z.object({ product: z.string(), boms: z._default(z.string(), "[]") });

export const productIn = (head: unknown): Product => Product.parse(JSON.parse(Head.parse(head).product));

const recordOf = ({ rev, head }: Aggregate): ProductRecord => ({
  rev,
  product: productIn(head),
  boms: z.array(BomPeriod).parse(JSON.parse(Head.parse(head).boms)),
});

const products: Readable<ProductRecord> = { noun: "PRODUCT", recordOf };

/** The product as it is now, if it exists, and what a write of it is conditioned on. */
export const load = (tenantId: string, id: string): Promise<State<ProductRecord>> => loadRecord(products, tenantId, id);

/** The product as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<ProductRecord> => readRecord(products, tenantId, id);

/** The row of a product code, whatever its case. */
export const CodeRow = z.object({ product_id: z.nullable(z.string()) });

/** Who has a product code: a product, nobody any more (`null`), or nobody ever. */
export type CodeHolder = z.infer<typeof CodeRow> | undefined;

export const loadCodeHolder = async (tenantId: string, code: string): Promise<CodeHolder> => {
  const { pk, sk } = productCodeKey(tenantId, code);
  const [row] = await query("RECORDS_TABLE", pk, { first: sk, last: sk });
  return row && CodeRow.parse(row);
};

type Read = { product: State<ProductRecord>; holder: CodeHolder; known: ProductReading["known"] };

/** What a product is decided on, in one round of reads. */
const readFor = async (tenantId: string, id: string, code: string, bomNumbers: readonly string[]): Promise<Read> => {
  const [product, holder, found] = await Promise.all([
    load(tenantId, id),
    loadCodeHolder(tenantId, code),
    Promise.all(bomNumbers.map((number) => boms.load(tenantId, bomIdOf(tenantId, number)))),
  ]);
  return { product, holder, known: found.flatMap(({ record }) => record ?? []) };
};

/**
 * Makes a product or changes it by a rule, with the BOMs that it brings along, under a code that nobody else has.
 * @param bomNumbers of the BOMs that the rule decides on
 * @throws as `putRecord` does
 */
export const put = (
  call: ChangeCall,
  { id, code, bomNumbers }: { id: string; code: string; bomNumbers: readonly string[] },
  rule: (reading: ProductReading) => ProductChange,
  answer: (record: ProductRecord) => Answer,
): Promise<Answer> => {
  const { tenantId } = call.actor;
  const decideAndWrite = async (): Promise<Answer> => {
    const { record } = await commit({
      read: async () => {
        const state = await readFor(tenantId, id, code, bomNumbers);
        return { state, commitId: state.product.aggregate?.event.id };
      },
      decide: ({ product, holder, known }) =>
        atNextRev(rule({ before: product.record, codeHolderId: holder?.product_id ?? null, known })),
      writes: ({ product, holder }, change, commitId) => [
        ...productWrites({ ...call, commitId }, product, change, holder),
        ...(change.added ?? []).flatMap((bom) => boms.bomWrites({ ...call, commitId }, bom)),
        ...keptAnswer({ ...call, commitId }, () => answer(change.record)),
      ],
    });
    return answer(record);
  };
  return answerOnce(call.once, decideAndWrite, (once) => recallAnswer(tenantId, once));
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
