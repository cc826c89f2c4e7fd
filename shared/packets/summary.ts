import * as z from "zod/mini";
import { EpicId, FeatureId } from "./feature.ts";
import type { FeatureRecord } from "./feature-record.ts";
import { PacketStatus, statusIn } from "./phase-mark.ts";
import { Figures, sumOfFigures } from "./figures.ts";
import { labelOf, orderOf, Phase, phaseAt, PHASES } from "./phase.ts";
import { LATER_VERSIONS, type Totals } from "./totals.ts";

/** All of something, and what of it the versions after the first took. */
const Spent = z.object({ totals: Figures, rework: Figures });
type Spent = z.infer<typeof Spent>;

const inPhase = { phase: Phase, phase_order: z.int(), phase_label: z.string() };

/** Time, tokens and cost of packets, whole and in parts; each list adds up to the whole. */
const Breakdown = z.extend(Spent, {
  by_phase: z.array(z.extend(Spent, inPhase)),
  by_agent: z.array(z.extend(Spent, { agent_id: z.string() })),
  /** `and_later` sums the versions from this one on. */
  by_version: z.array(z.object({ version: z.int(), and_later: z.boolean(), totals: Figures })),
});
type Breakdown = z.infer<typeof Breakdown>;

export const FeatureSummary = z.extend(Breakdown, {
  feature_id: FeatureId,
  /** Of the newest packet: where the work is. */
  current_phase: z.nullable(Phase),
  current_phase_label: z.nullable(z.string()),
  current_status: z.nullable(PacketStatus),
  /** Phases whose last version is completed, of all. */
  progress: z.object({ completed: z.int(), of: z.int() }),
  phases: z.array(z.object({ ...inPhase, versions: z.int(), status: PacketStatus })),
});
export type FeatureSummary = z.infer<typeof FeatureSummary>;

const Day = z.nullable(z.string());
export const WindowSummary = z.extend(Breakdown, {
  from: Day,
  to: Day,
  features: z.int(),
  by_feature: z.array(z.extend(Spent, { feature_id: FeatureId })),
});
export type WindowSummary = z.infer<typeof WindowSummary>;
export const EpicSummary = z.extend(WindowSummary, { epic_id: EpicId });

/** Where a feature is, and what it took. */
export const summaryOfFeature = (
  { feature, phases, latest }: FeatureRecord,
  totals: readonly Totals[],
): FeatureSummary => {
  const reached = Object.entries(phases).flatMap(([order, mark]) => {
    const phase = phaseAt(Number(order));
    return phase && mark ? { ...placeOf(phase), versions: mark.version, status: statusIn(mark) } : [];
  });
  return {
    feature_id: feature.id,
    current_phase: latest ?? null,
    current_phase_label: latest ? labelOf(latest) : null,
    current_status: reached.find(({ phase }) => phase === latest)?.status ?? null,
    progress: { completed: reached.filter(({ status }) => status === "completed").length, of: PHASES },
    phases: reached,
    ...breakdownOf(totals),
  };
};

/** What several features took between two days. */
export const summaryOfWindow = (
  { from = null, to = null }: { from?: string | null | undefined; to?: string | null | undefined },
  totals: ReadonlyMap<string, readonly Totals[]>,
): WindowSummary => {
  const byFeature = [...totals].filter(([, each]) => each.length > 0).sort(byKey);
  return {
    from,
    to,
    features: byFeature.length,
    ...breakdownOf(byFeature.flatMap(([, each]) => each)),
    by_feature: byFeature.map(([feature_id, each]) => ({ feature_id, ...spentIn(each) })),
  };
};

const breakdownOf = (totals: readonly Totals[]): Breakdown => ({
  ...spentIn(totals),
  by_phase: [...Map.groupBy(totals, ({ phase }) => phase)]
    .sort(([a], [b]) => orderOf(a) - orderOf(b))
    .map(([phase, each]) => ({ ...placeOf(phase), ...spentIn(each) })),
  by_agent: [...Map.groupBy(totals, ({ agent_id }) => agent_id)]
    .sort(byKey)
    .map(([agent_id, each]) => ({ agent_id, ...spentIn(each) })),
  by_version: [...Map.groupBy(versionsIn(totals), ({ version }) => version)]
    .sort(([a], [b]) => a - b)
    .map(([version, each]) => ({ version, and_later: version === LATER_VERSIONS, totals: figuresIn(each) })),
});

type OfVersion = { version: number; figures: Figures };

const versionsIn = (totals: readonly Totals[]): OfVersion[] =>
  totals.flatMap(({ versions }) =>
    Object.entries(versions).map(([version, figures]) => ({ version: Number(version), figures })),
  );

const figuresIn = (versions: readonly OfVersion[]): Figures => sumOfFigures(versions.map(({ figures }) => figures));

const spentIn = (totals: readonly Totals[]): Spent => {
  const versions = versionsIn(totals);
  return { totals: figuresIn(versions), rework: figuresIn(versions.filter(({ version }) => version > 1)) };
};

const placeOf = (phase: Phase) => ({ phase, phase_order: orderOf(phase), phase_label: labelOf(phase) });

/** No two are the same, and no locale decides their order. */
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
