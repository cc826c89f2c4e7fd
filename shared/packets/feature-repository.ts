import { type Answer, created } from "../kernel/answer.ts";
import { readAggregateBeside } from "../ledger/aggregate.ts";
import { recallPlace } from "../ledger/once.ts";
import { type ChangeCall, changeRecord, putRecord, readRecord, type RecordKind } from "../ledger/record.ts";
import { recordOf, writesOf } from "./feature-item.ts";
import { type FeatureChange, FeatureHead, type FeatureRecord, notBefore } from "./feature-record.ts";
import { answeredPacket, recordedPacket } from "./packet.ts";
import type { PacketInput } from "./packet-input.ts";
import { recordPacket } from "./packet-record.ts";
import { readAt } from "./packet-repository.ts";
import { dayOf } from "./totals.ts";
import * as totals from "./totals-repository.ts";

const features: RecordKind<FeatureRecord, FeatureChange> = { noun: "FEATURE", recordOf, writesOf };

/**
 * Features at the moment of a packet: the totals that it adds to are read beside the feature, in one request; again if
 * the day changed since the call came. A request that arrives again is answered with the packet itself, since that never changes.
 */
const recording = (
  { actor: { tenantId }, now }: ChangeCall,
  featureId: string,
  input: PacketInput,
): RecordKind<FeatureRecord, FeatureChange> => ({
  ...features,
  read: async (partition) => {
    const today = { day: dayOf(now), phase: input.phase, agentId: input.agent_id };
    const totalsOfToday = totals.keyOf(tenantId, featureId, today);
    const { aggregate, beside } = await readAggregateBeside(partition, ["FEATURE"], [totalsOfToday]);
    if (!aggregate) return undefined;
    const day = dayOf(notBefore(FeatureHead.parse(aggregate.head).recorded_at, now));
    const TOTALS =
      day === today.day ? totals.dayTotalsIn(beside[0]) : await totals.read(tenantId, featureId, { ...today, day });
    return { ...aggregate, parts: { ...aggregate.parts, TOTALS } };
  },
  carriedAnswer: async (once) => {
    const place = await recallPlace(tenantId, once);
    const packet = place && (await readAt(place));
    return packet && created(recordedPacket(packet));
  },
});

/** The feature as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, featureId: string): Promise<FeatureRecord> =>
  readRecord(features, tenantId, featureId);

/** Makes or changes a feature by a rule. @throws as `putRecord` does */
export const put = (
  call: ChangeCall,
  featureId: string,
  rule: (record: FeatureRecord | undefined) => FeatureChange,
  answer: (record: FeatureRecord) => Answer,
): Promise<Answer> => putRecord(features, call, featureId, rule, ({ record }) => answer(record));

/**
 * Records a packet of a feature as its next version: two round trips when nobody else does at that moment.
 * @throws Problem NOT_FOUND without the feature, and as `recordPacket` and `changeRecord` do
 */
export const record = (call: ChangeCall, featureId: string, input: PacketInput): Promise<Answer> => {
  return changeRecord(
    recording(call, featureId, input),
    call,
    featureId,
    (feature) => recordPacket(feature, input, { by: call.actor, now: call.now }),
    ({ sealed }) => created(sealed && recordedPacket(answeredPacket(sealed.seal))),
  );
};
