import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal, isPositive, signedDecimal } from "../../shared/kernel/decimal.ts";

const Quantity = decimal(15, 4);
const takes = (value: unknown) => Quantity.safeParse(value).success;

const digits = (most: number) => fc.integer({ min: 0, max: 10 ** most - 1 });
const fraction = fc
  .integer({ min: 1, max: 4 })
  .chain((length) => digits(length).map((n) => `.${String(n).padStart(length, "0")}`));
const written = fc.tuple(digits(11), fc.oneof(fc.constant(""), fraction)).map(([whole, rest]) => `${whole}${rest}`);

describe("an exact decimal of 15 digits, 4 after the point", () => {
  test("stays the text that it was", () => {
    fc.assert(fc.property(written, (text) => Quantity.parse(text) === text));
  });

  test("stays the number that it was: no number of 15 digits is rounded by a computer", () => {
    fc.assert(
      fc.property(written, (text) => {
        const sent = JSON.parse(text) as number;
        expect(Quantity.parse(sent)).toBe(sent);
        expect(Number(JSON.stringify(Quantity.parse(sent)))).toBe(sent);
      }),
    );
  });

  test("has no fifth digit after the point and no twelfth before it", () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 1, max: 9 }), (text, digit) => {
        const [whole = "", rest = ""] = text.split(".");
        expect(takes(`${whole}.${rest.padEnd(4, "0")}${digit}`)).toBe(false);
        expect(takes(`${digit}${whole.padStart(11, "0")}`)).toBe(false);
      }),
    );
  });

  test.each([
    0.1 + 0.2,
    1e-5,
    1e21,
    -1,
    NaN,
    Infinity,
    "1e3",
    "+1",
    "01",
    ".5",
    "5.",
    " 1",
    "",
    "١",
    "0x1",
    true,
    null,
  ])("is not %j", (value) => {
    expect(takes(value)).toBe(false);
  });

  test("may be below 0 where that has a meaning", () => {
    expect([signedDecimal(9, 4).parse("-2.08"), signedDecimal(9, 4).parse(-2.08)]).toEqual(["-2.08", -2.08]);
  });

  test.each([
    ["0", false],
    [0, false],
    ["0.0000", false],
    ["0.0001", true],
    [7, true],
  ])("%j is positive: %j", (value, expected) => {
    expect(isPositive(value)).toBe(expected);
  });
});
