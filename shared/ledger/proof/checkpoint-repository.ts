import { type Checkpoint, checkpointText, parseCheckpoint } from "./checkpoint.ts";
import { inconsistent } from "./inconsistent.ts";
import { publicKey, sign } from "./key-repository.ts";
import { checkpointKey, checkpointPartition } from "../keys.ts";
import { noteOf, openNote, parseVerifierKey, verifierKeyText } from "./note.ts";
import { headOfLog } from "../log/segment-repository.ts";
import { putIfAbsent, query } from "../table.ts";
import { rootAt } from "../log/tile-repository.ts";

/** The name of a tenant's log, and of the key that signs it. */
export const originOf = (tenantId: string): string => {
  const host = process.env.LOG_HOST;
  if (!host) throw new Error("LOG_HOST is not in this function's environment: see its line in infra/routes.ts");
  return `${host}/api/audit/${tenantId}`;
};

/**
 * The log's checkpoint as it is now, and its signed note. What was signed is kept: a log that is shorter than it was, or
 * does not begin as it did, is not signed again.
 * @throws Problem LOG_INCONSISTENT
 */
export const signedCheckpoint = async (tenantId: string): Promise<Signed> => {
  // First what was, then what is: a log only grows between the two readings.
  const before = await newestSigned(tenantId);
  const checkpoint: Checkpoint = { origin: originOf(tenantId), ...(await headOfLog(tenantId)) };
  if (before) await assertGrown(tenantId, before.checkpoint, checkpoint);
  if (before && checkpointText(before.checkpoint) === checkpointText(checkpoint)) return before;
  await assertMade(tenantId, checkpoint);
  const text = checkpointText(checkpoint);
  const [key, signature] = await Promise.all([publicKey(), sign(text)]);
  const note = noteOf(text, checkpoint.origin, key, signature);
  await putIfAbsent("RECORDS_TABLE", { ...checkpointKey(tenantId, checkpoint.size), note });
  return { checkpoint, note };
};

export type Signed = { checkpoint: Checkpoint; note: string };

/** The key that the notes of this tenant's log are verified with (C2SP signed-note). */
export const verifierKey = async (tenantId: string): Promise<string> =>
  verifierKeyText(originOf(tenantId), await publicKey());

const newestSigned = async (tenantId: string): Promise<Signed | undefined> => {
  const [item] = await query("RECORDS_TABLE", checkpointPartition(tenantId), { newestFirst: true, limit: 1 });
  if (!item) return undefined;
  const note = String(item.note);
  try {
    return { note, checkpoint: openCheckpoint(note, await publicKey()) };
  } catch (error) {
    throw inconsistent(tenantId, `has a checkpoint that is not what was signed (${String(error)})`);
  }
};

/** The checkpoint in a note that this key signed, whatever the log was called then. @throws when the signature does not hold */
export const openCheckpoint = (note: string, key: Buffer): Checkpoint => {
  const { origin } = parseCheckpoint(note);
  return parseCheckpoint(openNote(note, parseVerifierKey(verifierKeyText(origin, key))));
};

/** The edge that the newest segment carries is believed only if the entries and trees below it make the same root. */
const assertMade = async (tenantId: string, { size, root }: Checkpoint): Promise<void> => {
  if (!(await rootAt(tenantId, size)).equals(root))
    throw inconsistent(tenantId, "does not make the root that it carries");
};

const assertGrown = async (tenantId: string, before: Checkpoint, now: Checkpoint): Promise<void> => {
  if (before.size > now.size) throw inconsistent(tenantId, `had ${before.size} entries and has ${now.size}`);
  const root = before.size === now.size ? now.root : await rootAt(tenantId, before.size);
  if (!root.equals(before.root))
    throw inconsistent(tenantId, `no longer begins with the ${before.size} entries that were signed`);
};
