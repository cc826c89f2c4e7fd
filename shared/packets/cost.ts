import * as z from "zod/mini";

const MOST = "999999999.999999";

/**
 * US dollars, exactly: a number or a decimal string of at most 15 digits, which a number holds without losing one. Kept and
 * answered as it was sent. 1e-9 is refused rather than rounded.
 */
export const Cost = z
  .union([z.number(), z.string()], "Expected a number or a decimal string")
  .check(
    z.refine(
      (cost) => /^(0|[1-9]\d{0,8})(\.\d{1,6})?$/.test(String(cost)),
      `Expected US dollars from 0 to ${MOST} with at most six decimals`,
    ),
  );
