import Big from "big.js";

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
