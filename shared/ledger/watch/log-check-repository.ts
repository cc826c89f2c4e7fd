import { inflateRawSync } from "node:zlib";
import { openCheckpoint } from "../proof/checkpoint-repository.ts";
import { publicKey } from "../proof/key-repository.ts";
import { checkpointPartition, logPartition, SEGMENTS } from "../keys.ts";
import { type Leaf, leafIn } from "../log/leaf.ts";
import { type Breach, checkLog, type Kept } from "./log-check.ts";
import { type Segment, segmentOf } from "../log/segment.ts";
import { type Item, query } from "../table.ts";

/**
 * Reads a tenant's whole log and all that is kept of it, and makes it again.
 * @returns every leaf that can be read, and where the log is not what it was
 */
export const inspectLog = async (tenantId: string): Promise<{ leaves: Leaf[]; breaches: Breach[] }> => {
  const key = await publicKey();
  // First what was signed, then what is: a log only grows between the two readings.
  const signed = await query("RECORDS_TABLE", checkpointPartition(tenantId));
  const items = await query("AUDIT_TABLE", logPartition(tenantId));
  const nodes = items.flatMap(nodeIn);
  const chunks = items.flatMap(chunkIn);
  const checkpoints = signed.map((item) => checkpointIn(item, key));
  const segments = items.filter(({ sk }) => sk.startsWith(SEGMENTS)).map(segmentIn);
  const leaves = segments.flatMap(({ entries }) => entries.flatMap((entry) => orNothing(() => leafIn(entry)) ?? []));
  return { leaves, breaches: checkLog(segments, { nodes, chunks, checkpoints }) };
};

const nodeIn = ({ sk, hash }: Item): Kept["nodes"] => {
  const [, height, n] = /^node#([0-9]+)#([0-9]+)$/.exec(sk) ?? [];
  return height
    ? [{ height: Number(height), n: Number(n), hash: hash instanceof Uint8Array ? Buffer.from(hash) : Buffer.alloc(0) }]
    : [];
};

const chunkIn = ({ sk, from, to, index }: Item): Kept["chunks"] => {
  const [, n] = /^chunk#([0-9]+)$/.exec(sk) ?? [];
  return n
    ? [
        {
          n: Number(n),
          from: String(from),
          to: String(to),
          index: orNothing(() => inflateRawSync(index as Uint8Array)) ?? Buffer.alloc(0),
        },
      ]
    : [];
};

/** A segment that cannot even be read holds no entries, which is not what it says of itself. */
const segmentIn = (item: Item): Segment =>
  orNothing(() => segmentOf(item)) ?? {
    start: Number(item.sk.slice(SEGMENTS.length)),
    size: -1,
    edge: [],
    at: "",
    entries: [],
  };

const checkpointIn = ({ sk, note }: Item, key: Buffer): Kept["checkpoints"][number] => {
  const checkpoint = orNothing(() => openCheckpoint(String(note), key));
  const isSigned = checkpoint?.size === Number(sk);
  return { size: Number(sk), root: checkpoint?.root.toString("base64") ?? "", isSigned };
};

const orNothing = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};
