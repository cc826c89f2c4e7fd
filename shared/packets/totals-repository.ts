import { activeDayPartition, type Key, totalsKey, totalsPartition } from "../ledger/keys.ts";
import { type Item, query } from "../ledger/table.ts";
import { insert, replace, type Write } from "../ledger/transaction.ts";
import { orderOf, type Phase } from "./phase.ts";
import { type DayTotals, Totals } from "./totals.ts";

/** Days in UTC, both included; without one of them it is open on that side. */
export type Window = { from?: string | undefined; to?: string | undefined };

export type Bucket = { day: string; phase: Phase; agentId: string };

/** Where the totals are that a packet is added to. */
export const keyOf = (tenantId: string, featureId: string, { day, phase, agentId }: Bucket): Key =>
  totalsKey(tenantId, featureId, { day, phaseOrder: orderOf(phase), agentId });

/** What an agent's packets of a phase and day took so far. */
export const read = async (tenantId: string, featureId: string, bucket: Bucket): Promise<DayTotals> => {
  const { pk, sk } = keyOf(tenantId, featureId, bucket);
  const [row] = await query("RECORDS_TABLE", pk, { first: sk, last: sk });
  return dayTotalsIn(row);
};

/** The same from its item, where that was read beside others. */
export const dayTotalsIn = (row: Item | undefined): DayTotals =>
  row ? { rev: row.rev as number, totals: totalsIn(row) } : { rev: 0, totals: undefined };

/**
 * The step that writes the totals over those that were added to. They were read beside the feature's head, so the head's rev
 * does not hold them: their own does.
 */
export const totalsWrite = (
  tenantId: string,
  featureId: string,
  day: string,
  readRev: number,
  { rev, totals }: DayTotals,
): Write => {
  const { phase = "planning", agent_id: agentId = "" } = totals ?? {};
  const item = { ...keyOf(tenantId, featureId, { day, phase, agentId }), rev, json: JSON.stringify(totals) };
  return readRev === 0
    ? insert("totals", "RECORDS_TABLE", item)
    : replace("totals", "RECORDS_TABLE", item, "rev", readRev);
};

/** All totals of a feature in a window. */
export const ofFeature = async (tenantId: string, featureId: string, { from, to }: Window = {}): Promise<Totals[]> => {
  const rows = await query("RECORDS_TABLE", totalsPartition(tenantId, featureId), {
    first: from,
    last: to && endOf(to),
  });
  return rows.map(totalsIn);
};

/** All totals of several features, by feature: a few at a time, so that a thousand do not wait in one queue. */
export const ofFeatures = async (
  tenantId: string,
  featureIds: readonly string[],
  window: Window,
): Promise<Map<string, Totals[]>> => {
  const found = new Map<string, Totals[]>();
  for (let at = 0; at < featureIds.length; at += AT_ONCE)
    await Promise.all(
      featureIds.slice(at, at + AT_ONCE).map(async (id) => found.set(id, await ofFeature(tenantId, id, window))),
    );
  return found;
};

const AT_ONCE = 25;

/** The features that were active in a window, by their ids. */
export const activeFeatures = async (tenantId: string, { from, to }: Required<Window>): Promise<string[]> => {
  const rows = await query("RECORDS_TABLE", activeDayPartition(tenantId), { first: from, last: to && endOf(to) });
  return [...new Set(rows.map(({ sk }) => sk.slice(sk.indexOf("#") + 1)))].sort();
};

/** After every key of a day, and before those of the next: `$` follows `#`. */
const endOf = (day: string): string => `${day}$`;

const totalsIn = ({ json }: Item): Totals => Totals.parse(JSON.parse(json as string));
