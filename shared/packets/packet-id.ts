import { hash } from "node:crypto";
import { MOST_VERSIONS } from "../ledger/keys.ts";
import { PHASES } from "./phase.ts";

/** Where a packet stands in its feature. No two packets share a place, and none ever leaves it. */
export type Place = { order: number; version: number };

/**
 * The id of a packet says where it lies: a UUID (version 8, RFC 9562) of 98 bits of the feature's hash, then the phase's order
 * (one hex digit) and the version (five). So a packet is found by its id without an index, and links need not be stored.
 */
export const packetIdOf = (tenantId: string, featureId: string, { order, version }: Place): string => {
  const digest = hash("sha256", `${tenantId} ${featureId}`);
  const variant = (8 + (parseInt(digest.charAt(15), 16) % 4)).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(12, 15)}`,
    `${variant}${digest.slice(16, 19)}`,
    `${digest.slice(19, 25)}${hex(order, 1)}${hex(version, 5)}`,
  ].join("-");
};

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

/** The place that an id names in this feature; undefined for the id of anything else. */
export const placeOf = (tenantId: string, featureId: string, packetId: string): Place | undefined => {
  const place = { order: parseInt(packetId.slice(-6, -5), 16), version: parseInt(packetId.slice(-5), 16) };
  const isPossible = place.order >= 1 && place.order <= PHASES && place.version >= 1 && place.version <= MOST_VERSIONS;
  return isPossible && packetIdOf(tenantId, featureId, place) === packetId ? place : undefined;
};
