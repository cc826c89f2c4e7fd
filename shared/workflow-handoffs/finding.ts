import * as z from "zod/mini";
import { fieldNames } from "./block.ts";
import type { Field } from "./block.ts";
import type { Facts } from "./facts.ts";

/** One thing that a rule of the contract has against a block. */
export const Finding = z.object({
  rule: z.string(),
  severity: z.enum(["blocker", "warning"]),
  field: z.enum(fieldNames),
  /** What stands there, shortened; of a secret only its kind. */
  found: z.string(),
  fix: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** A sentence of the contract that can be judged from a block and its context; `sentences.ts` has its words. */
export type Rule = {
  id: string;
  /** Left out, it is a blocker. */
  severity?: Finding["severity"];
  fix: string;
  /** The fields that break it, with what was found there. */
  find: (facts: Facts) => Found[];
};
export type Found = { field: Field; found: string };

/** Rules of one family look at a field in this order, and the first that has something against it speaks. */
export type Family = readonly Rule[];

const LONGEST = 160;

/** A field as found, on one line and not too long. */
export const excerpt = (value: string | undefined): string => {
  const line = (value ?? "").slice(0, 2 * LONGEST).replaceAll("\n", " \u23ce ");
  const characters = Array.from(line);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}\u2026` : line;
};

/** The finding of a field whose text breaks a rule, or none. */
export const foundIn = (facts: Facts, field: Field, isBroken: boolean): Found[] =>
  isBroken ? [{ field, found: excerpt(facts.fields[field]) || "nothing" }] : [];
