import Big from "big.js";

/** `a − b` in decimals: 0.7 − 0.8 is −0.1 and not −0.10000000000000009. */
export const difference = (a: number, b: number): number => new Big(a).minus(b).toNumber();

/** `part / whole`; nothing of nothing is 0. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
