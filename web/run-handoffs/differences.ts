import type { Evaluation } from "../../shared/run-handoffs/eligibility.ts";
import type { SnapshotPayload } from "../../shared/run-handoffs/snapshot.ts";

/** One thing that is not as it was locked, in words. `from` and `to` are missing where the snapshot does not say. */
export type Difference = { what: string; from: string | undefined; to: string | undefined; change: string };

export const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
export const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** `coordination_opt_out` is written "Coordination opt out". */
export const inWords = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

type Way = { show: (value: number) => string; change: (delta: number) => string };

const counted: Way = {
  show: (value) => number.format(value),
  change: (delta) => `${number.format(Math.abs(delta))} ${delta > 0 ? "more" : "fewer"}`,
};
const measured: Way = {
  show: (value) => number.format(value),
  change: (delta) => `${number.format(Math.abs(delta))} ${delta > 0 ? "higher" : "lower"}`,
};
const shared: Way = {
  show: (value) => percent.format(value),
  change: (delta) => {
    const points = number.format(Math.abs(delta) * 100);
    return `${points} ${points === "1" ? "point" : "points"} ${delta > 0 ? "higher" : "lower"}`;
  },
};

/** What changed between a lock and an evaluation of it, in the order of the facts. */
export const differencesIn = (deltas: Evaluation["deltas"], then: SnapshotPayload): Difference[] => {
  const { attachments = {}, coordination = {}, readiness_drift = {}, zone_pricing = {} } = deltas;
  const pricing = then.zone_pricing_estimate;
  const drifts: Record<string, number> = then.readiness_drift;
  return [
    difference("Attached requests", then.attachments.attached_count, attachments.attached_count_delta, counted),
    ...Object.entries(attachments.category_deltas ?? {}).map(([category, delta]) =>
      difference(inWords(category), then.attachments.by_category[category] ?? 0, delta, counted),
    ),
    difference(
      "Ready in coordination",
      then.coordination.coord_ready_count,
      coordination.coord_ready_count_delta,
      counted,
    ),
    difference("Opt-in ratio", then.coordination.opt_in_ratio, coordination.opt_in_ratio_delta, shared),
    ...Object.entries(readiness_drift).map(([drift, delta]) =>
      difference(`Drift: ${inWords(drift).toLowerCase()}`, drifts[drift] ?? 0, delta, counted),
    ),
    difference("Base estimate", pricing?.base_estimate, zone_pricing.base_estimate_delta, measured),
    difference("Final estimate", pricing?.final_estimate, zone_pricing.final_estimate_delta, measured),
  ].filter((each) => each !== undefined);
};

const difference = (
  what: string,
  from: number | null | undefined,
  delta: number | undefined,
  { show, change }: Way,
): Difference | undefined => {
  if (!delta) return undefined;
  if (from === null || from === undefined) return { what, from: undefined, to: undefined, change: change(delta) };
  return { what, from: show(from), to: show(from + delta), change: change(delta) };
};
