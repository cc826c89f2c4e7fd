import type { Answer } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { type Aggregate, aggregateWrites, type Event } from "../ledger/aggregate.ts";
import { activeDayKey, aggregatePartition, epicKey, type Key, listKey } from "../ledger/keys.ts";
import { rememberAnswer, rememberPlace } from "../ledger/once.ts";
import type { ChangeCall, State } from "../ledger/record.ts";
import { recordDigestOf } from "../ledger/seal.ts";
import { insert, overwrite, type Write } from "../ledger/transaction.ts";
import { Feature } from "./feature.ts";
import { type FeatureChange, FeatureHead, type FeatureRecord } from "./feature-record.ts";
import type { SealedPacket } from "./packet.ts";
import { insertionOf, itemOf } from "./packet-repository.ts";
import { type DayTotals, dayOf } from "./totals.ts";
import { totalsWrite } from "./totals-repository.ts";

/** What the items of a feature say. Its document comes back as it was stored. */
export const recordOf = ({ rev, head, parts }: Aggregate): FeatureRecord => {
  Feature.parse(parts.FEATURE);
  const { FEATURE: feature, TOTALS: totals } = parts as { FEATURE: Feature; TOTALS?: DayTotals };
  return { rev, feature, totals, ...FeatureHead.parse(head) };
};

/** The transaction that brings a feature from what was read to what was decided. */
export const writesOf = (
  { actor, now, once, commitId }: ChangeCall & { commitId: string },
  { aggregate, record: before }: State<FeatureRecord>,
  change: FeatureChange,
  answer: (change: FeatureChange) => Answer,
): Write[] => {
  const { record, event, sealed } = change;
  const { feature, phases, latest, recorded_at } = record;
  const { tenantId } = actor;
  const item = sealed && itemOf(tenantId, sealed);
  return [
    ...aggregateWrites(aggregatePartition(tenantId, "FEATURE", feature.id), aggregate, {
      event: {
        id: commitId,
        name: event,
        actor_id: actor.id,
        occurred_at: sealed?.packet.created_at ?? now.toISOString(),
        ...(item && { record_digest: recordDigestOf(item), sealed: item.sk }),
        ...(sealed && factsOf(sealed)),
      },
      head: { phases, latest, recorded_at },
      parts: feature === before?.feature ? {} : { FEATURE: feature },
    }),
    ...(item ? [insertionOf(item)] : []),
    ...(sealed ? totalsWrites(tenantId, before, change) : listWrites(tenantId, before, feature)),
    ...(once ? answerToKeep(tenantId, once, item, () => answer(change)) : []),
  ];
};

/** What the leaf of a packet says, and the saved queries count. */
const factsOf = ({ packet, seal }: SealedPacket): Omit<Event, "id" | "name" | "actor_id" | "occurred_at"> => ({
  handoff_id: packet.id,
  digest: seal.digest,
  phase: packet.phase,
  version: packet.version,
  status: packet.status,
  agent_id: packet.agent_id,
  duration_ms: packet.duration_ms ?? undefined,
  cost_usd: packet.cost_usd === null ? undefined : String(packet.cost_usd),
  cost_tokens_in: packet.cost_tokens_in ?? undefined,
  cost_tokens_out: packet.cost_tokens_out ?? undefined,
});

/** The totals of the packet's day, and that the feature was active on it: said once a day. */
const totalsWrites = (tenantId: string, before: FeatureRecord | undefined, { record }: FeatureChange): Write[] => {
  const { feature, recorded_at: at = "", totals } = record;
  const day = dayOf(at);
  return [
    ...(totals?.totals ? [totalsWrite(tenantId, feature.id, day, before?.totals?.rev ?? 0, totals)] : []),
    ...(before?.recorded_at && day === dayOf(before.recorded_at)
      ? []
      : [overwrite("active day", "RECORDS_TABLE", activeDayKey(tenantId, day, feature.id))]),
  ];
};

/** The lists that a feature is in. An epic that it left is not told: whoever reads the epic looks what the feature says. */
const listWrites = (tenantId: string, before: FeatureRecord | undefined, feature: Feature): Write[] => {
  const { id, epic_id, created_at } = feature;
  return [
    ...(before ? [] : [insert("list", "RECORDS_TABLE", listKey(tenantId, "FEATURE", created_at, id))]),
    ...(epic_id && epic_id !== before?.feature.epic_id
      ? [overwrite("epic", "RECORDS_TABLE", epicKey(tenantId, epic_id, id))]
      : []),
  ];
};

const answerToKeep = (tenantId: string, once: Once, sealed: Key | undefined, answer: () => Answer): Write[] =>
  sealed ? [rememberPlace(tenantId, once, sealed)] : rememberAnswer(tenantId, once, answer());
