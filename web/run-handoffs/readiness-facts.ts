import type { Readiness } from "../../shared/run-handoffs/readiness.ts";
import type { SnapshotPayload } from "../../shared/run-handoffs/snapshot.ts";
import { inWords, number, percent } from "./differences.ts";

/** One fact of a run's readiness, locked and live; a part belongs to the fact above it. */
export type Fact = { what: string; isPart: boolean; then: string | undefined; now: string | undefined };

/** The facts in their order. A category or a drift that stands on one side alone is none on the other. */
export const factsOf = (live: Readiness, locked: SnapshotPayload | undefined): Fact[] => [
  fact("Attached requests", locked?.attachments.attached_count, live.attachments.attached_count),
  ...parts(locked?.attachments.by_category, live.attachments.by_category),
  fact("Ready in coordination", locked?.coordination.coord_ready_count, live.coordination.coord_ready_count),
  fact("Opt-in ratio", locked?.coordination.opt_in_ratio, live.coordination.opt_in_ratio, percent),
  fact("Drift", locked && sum(locked.readiness_drift), sum(live.readiness_drift)),
  ...parts(locked?.readiness_drift, live.readiness_drift).filter(
    ({ then, now }) => (then ?? "0") !== "0" || now !== "0",
  ),
  ...estimates(live, locked),
];

const fact = (
  what: string,
  then: number | null | undefined,
  now: number | null | undefined,
  format: Intl.NumberFormat = number,
): Fact => ({
  what,
  isPart: false,
  then: typeof then === "number" ? format.format(then) : undefined,
  now: typeof now === "number" ? format.format(now) : undefined,
});

const parts = (then: Record<string, number> | undefined, now: Record<string, number>): Fact[] =>
  [...new Set([...Object.keys(then ?? {}), ...Object.keys(now)])].map((name) => ({
    ...fact(inWords(name), then && (then[name] ?? 0), now[name] ?? 0),
    isPart: true,
  }));

const estimates = (live: Readiness, locked: SnapshotPayload | undefined): Fact[] => {
  const [then, now] = [locked?.zone_pricing_estimate, live.zone_pricing_estimate];
  if (!then && !now) return [];
  return [
    fact("Base estimate (advisory)", then?.base_estimate, now?.base_estimate),
    fact("Final estimate (advisory)", then?.final_estimate, now?.final_estimate),
  ];
};

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
