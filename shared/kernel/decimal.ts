import Big from "big.js";
import * as z from "zod/mini";

/** A JSON number or a text. It stays what it was sent as, so nothing is rounded; calculate with `new Big(value)`. */
export type Decimal = number | string;

/** An exact decimal, at least 0, of at most `precision` digits of which `scale` stand after the point. */
export const decimal = (precision: number, scale: number) => decimalOf(precision, scale, "");

/** The same, which may be below 0. */
export const signedDecimal = (precision: number, scale: number) => decimalOf(precision, scale, "-?");

const decimalOf = (precision: number, scale: number, sign: "" | "-?") => {
  const whole = precision - scale;
  const form = new RegExp(`^${sign}(0|[1-9]\\d{0,${whole - 1}})(\\.\\d{1,${scale}})?$`);
  const error = `Expected a decimal with at most ${whole} digits before the point and ${scale} after it`;
  const isExact = z.refine<Decimal>((value) => form.test(plain(value)), { error, abort: true });
  return z.union([z.number(), z.string()], error).check(isExact);
};

/** A number as its digits, without an exponent. */
const plain = (value: Decimal): string => (typeof value === "number" ? new Big(value).toFixed() : value);

export const isPositive = (value: Decimal): boolean => new Big(value).gt(0);

/** `a − b` in decimals: 0.7 − 0.8 is −0.1 and not −0.10000000000000009. */
export const difference = (a: number, b: number): number => new Big(a).minus(b).toNumber();

/** The exact sum of decimals, as a decimal string without an exponent: "0.1" and "0.2" are "0.3". */
export const sumOfDecimals = (...terms: (string | number)[]): string =>
  terms.reduce((sum: Big, term) => sum.plus(term), new Big(0)).toFixed();

/** The exact sum of whole numbers: a number as long as one can hold it exactly, else its digits as text. */
export const sumOfWhole = (...terms: (string | number)[]): string | number => {
  const sum = terms.reduce((total, term) => total + BigInt(term), 0n);
  return sum <= Number.MAX_SAFE_INTEGER ? Number(sum) : String(sum);
};

/** `part / whole`; nothing of nothing is 0. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
