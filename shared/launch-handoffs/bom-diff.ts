import Big from "big.js";
import * as z from "zod/mini";
import type { Decimal } from "../kernel/decimal.ts";
import { type BomItem } from "./bom.ts";
import { keyOf, RecordId } from "./record-id.ts";

const Amount = z.object({ product_id: RecordId, quantity: z.string(), uom: z.string() });
type Amount = z.infer<typeof Amount>;

/** What a new BOM changes, by ingredient and unit. Quantities are exact decimals; those of several lines are added up. */
export const BomDiff = z.object({
  added: z.array(Amount),
  removed: z.array(Amount),
  changed: z.array(z.extend(Amount, { quantity_before: z.string(), difference: z.string() })),
  unchanged: z.int(),
});
export type BomDiff = z.infer<typeof BomDiff>;

type Line = Pick<BomItem, "product_id" | "quantity" | "uom">;

export const diffBoms = (before: readonly Line[], after: readonly Line[]): BomDiff => {
  const [had, has] = [amountsIn(before), amountsIn(after)];
  const both = [...has].flatMap(([key, amount]) => {
    const old = had.get(key);
    return old ? [{ ...amount, quantity_before: old.quantity, difference: minus(amount.quantity, old.quantity) }] : [];
  });
  const changed = both.filter(({ difference }) => difference !== "0");
  return {
    added: [...has].flatMap(([key, amount]) => (had.has(key) ? [] : [amount])),
    removed: [...had].flatMap(([key, amount]) => (has.has(key) ? [] : [amount])),
    changed,
    unchanged: both.length - changed.length,
  };
};

/** The sum of quantities, exactly: 0.1 and 0.2 are 0.3. */
export const total = (quantities: readonly Decimal[]): string =>
  quantities.reduce((sum: Big, quantity) => sum.plus(quantity), new Big(0)).toFixed();

const amountsIn = (lines: readonly Line[]): Map<string, Amount> => {
  const amounts = new Map<string, Amount>();
  for (const { product_id, quantity, uom } of lines) {
    const key = JSON.stringify([keyOf(product_id), uom]);
    amounts.set(key, { product_id, uom, quantity: total([amounts.get(key)?.quantity ?? 0, quantity]) });
  }
  return amounts;
};

const minus = (one: Decimal, other: Decimal): string => new Big(one).minus(other).toFixed();
