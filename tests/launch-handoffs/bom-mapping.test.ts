import Big from "big.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BomItem } from "../../shared/launch-handoffs/bom.ts";
import { diffBoms, total } from "../../shared/launch-handoffs/bom-diff.ts";
import { assertNotCircular, bomItemsOf } from "../../shared/launch-handoffs/bom-mapping.ts";
import type { FormulationItem } from "../../shared/launch-handoffs/formulation.ts";

const quantity = fc
  .integer({ min: 1, max: 999_999_999 })
  .map((tenThousandths) => new Big(tenThousandths).div(10_000).toFixed());
const item: fc.Arbitrary<FormulationItem> = fc.record(
  {
    id: fc.nat(),
    product_id: fc.constantFrom("salt", "flour", "oil", 7),
    product_name: fc.string(),
    quantity: fc.oneof(quantity, quantity.map(Number)),
    uom: fc.constantFrom("kg", "g"),
    percentage: fc.constantFrom("12.5", 0.01),
    notes: fc.string({ minLength: 1 }),
  },
  { requiredKeys: ["product_id", "quantity", "uom"] },
);

describe("the lines of a BOM", () => {
  test("are those of the formulation, one for one, in its order, their amounts as they were written", () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const mapped = bomItemsOf(items);
        expect(mapped).toHaveLength(items.length);
        for (const [at, { product_id, quantity, uom, percentage, notes }] of items.entries()) {
          expect(mapped[at]).toMatchObject({ product_id, quantity, uom, item_type: "input" });
          expect(mapped[at]?.percentage).toBe(percentage);
          expect(mapped[at]?.notes).toBe(notes);
          expect(BomItem.safeParse(mapped[at]).success).toBe(true);
        }
      }),
    );
  });

  test.each([
    ["3F0D9A52-6C1E-4B7A-9E55-1D2C3B4A5F60", true],
    ["PROD-Burger", true],
    ["prod-BURGER", true],
    ["PROD-Burger-2", false],
  ])(
    "may not have the product itself among them, by its id or its code, however it is written: %s",
    (product_id, is) => {
      const product = { id: "3f0d9a52-6c1e-4b7a-9e55-1d2c3b4a5f60", product_code: "PROD-Burger" };
      const lines = ["salt", product_id].map((each) => ({ product_id: each, quantity: 1, uom: "kg" }));
      const judge = () => {
        assertNotCircular(product, lines);
      };
      if (is) expect(judge).toThrow(expect.objectContaining({ code: "CIRCULAR_BOM" }));
      else expect(judge).not.toThrow();
    },
  );
});

describe("what a BOM changes", () => {
  test("adds up lines of one ingredient exactly", () => {
    const [third, whole] = [
      [
        { product_id: "salt", quantity: "0.1", uom: "kg" },
        { product_id: "salt", quantity: 0.2, uom: "kg" },
      ],
      "0.3",
    ];
    expect(total(third.map(({ quantity }) => quantity))).toBe(whole);
    expect(diffBoms(third, [{ product_id: "salt", quantity: whole, uom: "kg" }])).toEqual({
      added: [],
      removed: [],
      changed: [],
      unchanged: 1,
    });
  });

  test("names what is new, what is gone, and what is more or less", () => {
    const line = (product_id: string, quantity: number | string, uom = "kg") => ({ product_id, quantity, uom });
    expect(
      diffBoms(
        [line("salt", "1.5"), line("oil", 2), line("flour", 3)],
        [line("salt", 1), line("flour", 3), line("oil", 2, "l")],
      ),
    ).toEqual({
      added: [{ product_id: "oil", quantity: "2", uom: "l" }],
      removed: [{ product_id: "oil", quantity: "2", uom: "kg" }],
      changed: [{ product_id: "salt", quantity: "1", quantity_before: "1.5", difference: "-0.5", uom: "kg" }],
      unchanged: 1,
    });
  });

  test("brings one BOM's amounts to the other's, whatever they are", () => {
    const sums = (lines: readonly FormulationItem[]) => {
      const found = new Map<string, Big>();
      for (const { product_id, quantity, uom } of lines) {
        const key = `${product_id} ${uom}`;
        found.set(key, (found.get(key) ?? new Big(0)).plus(quantity));
      }
      return found;
    };
    fc.assert(
      fc.property(fc.array(item), fc.array(item), (before, after) => {
        const { added, removed, changed } = diffBoms(before, after);
        const amounts = sums(before);
        for (const { product_id, uom } of removed) amounts.delete(`${product_id} ${uom}`);
        for (const { product_id, uom, quantity } of added) amounts.set(`${product_id} ${uom}`, new Big(quantity));
        for (const { product_id, uom, difference } of changed) {
          const key = `${product_id} ${uom}`;
          amounts.set(key, (amounts.get(key) ?? new Big(0)).plus(difference));
        }
        const plain = (of: Map<string, Big>) => [...of].map(([key, amount]) => `${key} ${amount.toFixed()}`).sort();
        expect(plain(amounts)).toEqual(plain(sums(after)));
      }),
    );
  });
});
