import { aggregatePartition, type Key, packetKey } from "../ledger/keys.ts";
import { PAGE_BYTES } from "../ledger/listing.ts";
import { get, type Item, queryPages } from "../ledger/table.ts";
import { insert, type Write } from "../ledger/transaction.ts";
import { type AnsweredPacket, answeredPacket, type SealedPacket } from "./packet.ts";
import { type Place, placeOf } from "./packet-id.ts";
import type { PagePlace } from "./page-place.ts";
import { orderOf, type Phase } from "./phase.ts";

/** A packet as the ledger keeps it: the very text that was hashed, and what its leaf proves beside it. */
export const itemOf = (tenantId: string, { packet, seal }: SealedPacket): Item => ({
  ...packetKey(tenantId, packet.feature_id, packet.phase_order, packet.version),
  id: packet.id,
  feature_id: packet.feature_id,
  phase: packet.phase,
  version: packet.version,
  created_at: packet.created_at,
  created_by: packet.created_by,
  digest: seal.digest,
  payload: seal.text,
});

/** The step that seals a packet: never over another. */
export const insertionOf = (item: Item): Write => insert("packet", "LEDGER_TABLE", item);

/** The payload is not parsed by today's schema: it comes back as it was sealed, or its digest would not hold. */
const packetIn = ({ payload, digest }: Item): AnsweredPacket =>
  answeredPacket({ text: payload as string, digest: digest as string });

/** The packet under a key of the ledger. */
export const readAt = async (key: Key): Promise<AnsweredPacket | undefined> => {
  const item = await get("LEDGER_TABLE", key);
  return item && packetIn(item);
};

/** The packet at a place of a feature; undefined where there is none. */
export const findAt = (tenantId: string, featureId: string, { order, version }: Place) =>
  readAt(packetKey(tenantId, featureId, order, version));

/** The packet with an id; undefined if the feature has none. */
export const find = async (
  tenantId: string,
  featureId: string,
  packetId: string,
): Promise<AnsweredPacket | undefined> => {
  const place = placeOf(tenantId, featureId, packetId);
  return place && findAt(tenantId, featureId, place);
};

/** The same, and the version before it: its place follows from the id, so both are read at once. */
export const findWithPrevious = async (
  tenantId: string,
  featureId: string,
  packetId: string,
): Promise<[AnsweredPacket | undefined, AnsweredPacket | undefined]> => {
  const place = placeOf(tenantId, featureId, packetId);
  if (!place) return [undefined, undefined];
  const previous = { ...place, version: place.version - 1 };
  return Promise.all([
    findAt(tenantId, featureId, place),
    previous.version > 0 ? findAt(tenantId, featureId, previous) : undefined,
  ]);
};

/**
 * One page of a feature's packets in the order of their keys: phases upward, versions downward (section 5 of the document).
 * It ends after `limit` packets or 1.9 MB. `next` is where it ended, if more follow.
 */
export const page = async (
  tenantId: string,
  place: PagePlace,
  limit: number,
): Promise<{ packets: AnsweredPacket[]; next: PagePlace | undefined }> => {
  const packets: AnsweredPacket[] = [];
  let [bytes, after] = [0, place.after];
  const partition = aggregatePartition(tenantId, "FEATURE", place.featureId);
  for await (const items of queryPages("LEDGER_TABLE", partition, { after, limit: limit + 1 }))
    for (const item of items) {
      if (isNewer(item, place)) continue;
      bytes += Buffer.byteLength(item.payload as string);
      if (packets.length === limit || (bytes > PAGE_BYTES && packets.length > 0))
        return { packets, next: { ...place, after } };
      packets.push(packetIn(item));
      after = item.sk;
    }
  return { packets, next: undefined };
};

/** Whether a packet was recorded after the first page was read. */
const isNewer = ({ phase, version }: Item, { versions }: PagePlace): boolean =>
  (version as number) > (versions[orderOf(phase as Phase) - 1] ?? 0);
