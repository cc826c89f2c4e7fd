import * as z from "zod/mini";
import { sumOfDecimals, sumOfWhole } from "../kernel/decimal.ts";
import { Count } from "../kernel/field.ts";
import type { Packet } from "./packet.ts";

/** A sum of whole numbers: digits as text once a number cannot hold it exactly (beyond 2^53 − 1). */
const Whole = z.union([z.int(), z.string()]);

const counted = {
  duration_ms: Whole,
  cost_tokens_in: Whole,
  cost_tokens_out: Whole,
  cost_tokens_cache_read: Whole,
  cost_tokens_cache_write: Whole,
};
const names = Object.keys(counted) as (keyof typeof counted)[];

/** Time, tokens and cost of some packets, exactly. Time is in milliseconds; the cost in US dollars, a decimal string. */
export const Figures = z.object({ packets: Count, ...counted, cost_usd: z.string() });
export type Figures = z.infer<typeof Figures>;

/** Sums to the last digit; of nothing it is zero. */
export const sumOfFigures = (all: readonly Figures[]): Figures => ({
  packets: all.reduce((packets, each) => packets + each.packets, 0),
  ...wholes((name) => sumOfWhole(...all.map((each) => each[name]))),
  cost_usd: sumOfDecimals(...all.map((each) => each.cost_usd)),
});

/** What one packet took; what it does not say counts as nothing. */
export const figuresOf = (packet: Packet): Figures => ({
  packets: 1,
  ...wholes((name) => packet[name] ?? 0),
  cost_usd: sumOfDecimals(packet.cost_usd ?? 0),
});

const wholes = (of: (name: keyof typeof counted) => string | number) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Pick<Figures, keyof typeof counted>;
