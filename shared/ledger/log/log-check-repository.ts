import { type Breach, isUnreadable, type Unreadable } from "./breach.ts";
import { chunkIn } from "./chunk.ts";
import { logPartition, SEGMENTS } from "../keys.ts";
import { type Entry, entryIn } from "./leaf.ts";
import { type CheckedLog, checkLog } from "./log-check.ts";
import { nodeIn } from "./node.ts";
import { type Segment, segmentIn } from "./segment.ts";
import { segmentsFrom } from "./segment-repository.ts";
import { type Item, query } from "../table.ts";

/** A tenant's whole log made again, and every entry of it that can be read. `end` is where it goes on as it grows. */
export type InspectedLog = CheckedLog & { entries: Entry[]; end: number };

/** Reads a tenant's whole log and all that is kept of it, and makes it again. Nothing that stands there makes it fail. */
export const inspectLog = async (tenantId: string): Promise<InspectedLog> => {
  const items = await query("AUDIT_TABLE", logPartition(tenantId));
  const named = (beginning: string) => items.filter(({ sk }) => sk.startsWith(beginning));
  const segments = named(SEGMENTS).map(segmentIn);
  const checked = checkLog({
    segments,
    nodes: named("node#").map(nodeIn),
    chunks: named("chunk#").map(chunkIn),
    strays: items.flatMap(strayIn),
  });
  return { ...checked, ...readable(segments, 0) };
};

/** What a log has grown by since it was inspected. */
export const readGrowth = async (
  tenantId: string,
  { end }: { end: number },
): Promise<{ entries: Entry[]; end: number }> => readable(await segmentsFrom(tenantId, end), end);

/** More than this is not read through to name a position while somebody waits for an answer. */
const MOST_INSPECTED = 200_000;

/** Where a log that does not prove its entries breaks first, as far as it can be told at once. */
export const firstBreach = async (tenantId: string, size: number, otherwise: Breach): Promise<Breach> => {
  if (size > MOST_INSPECTED) return otherwise;
  const { breaches } = await inspectLog(tenantId);
  return breaches[0] ?? otherwise;
};

const readable = (segments: readonly (Segment | Unreadable)[], from: number): { entries: Entry[]; end: number } => {
  const sound = segments.flatMap((segment) => (isUnreadable(segment) ? [] : segment));
  const entries = sound.flatMap(({ start, entries: all }) => all.map((bytes, at) => entryIn(start + at, bytes)));
  return {
    entries: entries.flatMap((entry) => (isUnreadable(entry) ? [] : entry)),
    end: sound.at(-1)?.size ?? from,
  };
};

const strayIn = ({ sk }: Item): Breach[] =>
  /^(seg|node|chunk)#/.test(sk) ? [] : [{ position: 0, what: `an item ${sk} is kept that is no part of a log` }];
