import { Problem } from "../kernel/problem.ts";
import type { FeatureRecord } from "./feature-record.ts";
import type { Packet } from "./packet.ts";
import { packetIdOf, placeOf } from "./packet-id.ts";
import type { PacketInput } from "./packet-input.ts";
import { orderOf, type Phase, phaseAt } from "./phase.ts";

type Source = Pick<Packet, "input_source_phase" | "input_source_packet_id">;

/**
 * The packet that a packet was made from: the one that was named, else the last completed one of the nearest phase before it
 * that has one (section 4, 5 of the document). Rejected ones and those in progress do not count.
 * @throws Problem INVALID_REQUEST when the named one is of another feature, of no earlier phase, or not there
 */
export const inputSource = (record: FeatureRecord, tenantId: string, input: PacketInput): Source => {
  const { phase, input_source_phase: from, input_source_packet_id: named } = input;
  const order = orderOf(phase);
  if (from && orderOf(from) >= order) throw refused("/input_source_phase", `Expected a phase before ${phase}`);
  if (named) return namedSource(record, tenantId, { order, from, named });
  if (from) return lastCompleted(record, tenantId, from);
  for (let earlier = order - 1; earlier > 0; earlier -= 1) {
    const source = phaseAt(earlier);
    if (source && record.phases[earlier]?.completed) return lastCompleted(record, tenantId, source);
  }
  return { input_source_phase: null, input_source_packet_id: null };
};

const lastCompleted = ({ feature, phases }: FeatureRecord, tenantId: string, phase: Phase): Source => {
  const order = orderOf(phase);
  const version = phases[order]?.completed;
  return {
    input_source_phase: phase,
    input_source_packet_id: version ? packetIdOf(tenantId, feature.id, { order, version }) : null,
  };
};

const namedSource = (
  { feature, phases }: FeatureRecord,
  tenantId: string,
  { order, from, named }: { order: number; from: Phase | null | undefined; named: string },
): Source => {
  const place = placeOf(tenantId, feature.id, named);
  const phase = place && phaseAt(place.order);
  if (!phase || place.version > (phases[place.order]?.version ?? 0))
    throw refused("/input_source_packet_id", "Expected the id of a packet of this feature");
  if (place.order >= order)
    throw refused("/input_source_packet_id", `This packet is of ${phase}: expected an earlier phase`);
  if (from && from !== phase) throw refused("/input_source_packet_id", `This packet is of ${phase}, not of ${from}`);
  return { input_source_phase: phase, input_source_packet_id: named };
};

const refused = (pointer: string, detail: string) =>
  new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
