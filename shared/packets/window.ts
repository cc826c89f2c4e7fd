import * as z from "zod/mini";
import { Instant } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";

/** A day in UTC; a moment stands for the day it is in. */
export const Day = z.union(
  [
    z.iso.date(),
    z.pipe(
      Instant,
      z.transform((moment: string) => moment.slice(0, 10)),
    ),
  ],
  "Expected a date such as 2026-03-02, or a moment with its offset",
);

export const WindowQuery = z.strictObject({ from: z.optional(Day), to: z.optional(Day) });
type WindowQuery = z.infer<typeof WindowQuery>;

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

const before = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);

/**
 * Whole days in UTC, both included: what is left out is today, and 30 days in all.
 * @throws Problem INVALID_REQUEST when it ends before it begins, or is longer than 366 days
 */
export const windowOf = ({ from, to }: WindowQuery, now: Date): { from: string; to: string } => {
  const last = to ?? now.toISOString().slice(0, 10);
  const first = from ?? before(last, USUAL_DAYS - 1);
  openWindowOf({ from: first, to: last });
  if (first <= before(last, MOST_DAYS)) throw refused("from", `Expected at most ${MOST_DAYS} days in one window`);
  return { from: first, to: last };
};

/** Whole days in UTC, both included, open where a side is left out. @throws Problem INVALID_REQUEST when it ends before it begins */
export const openWindowOf = (window: WindowQuery): WindowQuery => {
  const { from, to } = window;
  if (from && to && from > to) throw refused("to", `Expected a day at or after from, ${from}`);
  return window;
};

const refused = (parameter: string, detail: string) =>
  new Problem("INVALID_REQUEST", `${parameter}: ${detail}.`, [{ parameter, detail }]);
