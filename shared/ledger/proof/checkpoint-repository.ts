import { type Breach, inconsistent, sound, type Unreadable, unreadable } from "../log/breach.ts";
import { type Checkpoint, checkpointText, parseCheckpoint } from "./checkpoint.ts";
import { publicKey, sign } from "./key-repository.ts";
import { checkpointKey, checkpointPartition } from "../keys.ts";
import { firstBreach } from "../log/log-check-repository.ts";
import { noteOf, openNote, parseVerifierKey, verifierKeyText } from "./note.ts";
import { headOfLog } from "../log/segment-repository.ts";
import { type Item, putIfAbsent, query } from "../table.ts";
import { rootAt } from "../log/tile-repository.ts";

/** What stands behind the host in the name of a tenant's log. */
const pathOf = (tenantId: string): string => `/api/audit/${tenantId}`;

/** The name of a tenant's log, and of the key that signs it. */
export const originOf = (tenantId: string): string => {
  const host = process.env.LOG_HOST;
  if (!host) throw new Error("LOG_HOST is not in this function's environment: see its line in infra/routes.ts");
  return `${host}${pathOf(tenantId)}`;
};

export type Signed = { checkpoint: Checkpoint; note: string };

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
  const signed = { checkpoint, note: noteOf(text, checkpoint.origin, key, signature) };
  await keepSigned(tenantId, signed);
  return signed;
};

/**
 * Keeps a note, once for each size.
 * @throws Problem LOG_INCONSISTENT when another root was signed for this size
 */
export const keepSigned = async (tenantId: string, { checkpoint, note }: Signed): Promise<void> => {
  const { pk, sk } = checkpointKey(tenantId, checkpoint.size);
  if (await putIfAbsent("RECORDS_TABLE", { pk, sk, note })) return;
  const [item] = await query("RECORDS_TABLE", pk, { first: sk, last: sk });
  const kept = item && sound(tenantId, signedIn(tenantId, item, await publicKey()));
  if (kept && !kept.checkpoint.root.equals(checkpoint.root)) throw inconsistent(tenantId, otherThan(checkpoint));
};

/** The key that the notes of this tenant's log are verified with (C2SP signed-note). */
export const verifierKey = async (tenantId: string): Promise<string> =>
  verifierKeyText(originOf(tenantId), await publicKey());

/** Every note that was kept of a tenant's log, shortest log first, each as it can be read. */
export const keptCheckpoints = async (tenantId: string): Promise<(Checkpoint | Unreadable)[]> => {
  const key = await publicKey();
  const read = (await query("RECORDS_TABLE", checkpointPartition(tenantId))).map((item) =>
    signedIn(tenantId, item, key),
  );
  return read.map((signed) => ("checkpoint" in signed ? signed.checkpoint : signed));
};

/** Of how many entries a note is kept, whatever it says. */
export const keptSizes = async (tenantId: string): Promise<number[]> =>
  (await query("RECORDS_TABLE", checkpointPartition(tenantId))).map(({ sk }) => Number.parseInt(sk, 10));

const newestSigned = async (tenantId: string): Promise<Signed | undefined> => {
  const [item] = await query("RECORDS_TABLE", checkpointPartition(tenantId), { newestFirst: true, limit: 1 });
  return item && sound(tenantId, signedIn(tenantId, item, await publicKey()));
};

const signedIn = (tenantId: string, { sk, note }: Item, key: Buffer): Signed | Unreadable => {
  const signed = openSigned(tenantId, String(note), key);
  if (signed && sk === checkpointKey(tenantId, signed.checkpoint.size).sk) return signed;
  const position = Number.parseInt(sk, 10) || 0;
  return unreadable(position, `the checkpoint kept under ${sk} is not what was signed there`);
};

/**
 * The checkpoint in a note that this key signed for this tenant; undefined when it did not. The host in its origin may be
 * any: a stage that gets a domain of its own, or a stack on another port, goes on with the log that it has.
 */
export const openSigned = (tenantId: string, note: string, key: Buffer): Signed | undefined => {
  try {
    const { origin } = parseCheckpoint(note);
    if (!origin.endsWith(pathOf(tenantId))) return undefined;
    return { note, checkpoint: parseCheckpoint(openNote(note, parseVerifierKey(verifierKeyText(origin, key)))) };
  } catch {
    return undefined;
  }
};

/** The edge that the newest segment carries is believed only if the entries and trees below it make the same root. */
const assertMade = async (tenantId: string, { size, root }: Checkpoint): Promise<void> => {
  if ((await rootAt(tenantId, size)).equals(root)) return;
  const otherwise = { position: 0, what: "its entries do not make the root that it carries" };
  throw inconsistent(tenantId, await firstBreach(tenantId, size, otherwise));
};

/** @throws Problem LOG_INCONSISTENT when the log as it is now does not begin with what was signed */
export const assertGrown = async (
  tenantId: string,
  before: Checkpoint,
  now: { size: number; root: Buffer },
): Promise<void> => {
  if (before.size > now.size) throw inconsistent(tenantId, { position: now.size, what: shorterThan(before) });
  const root = before.size === now.size ? now.root : await rootAt(tenantId, before.size);
  if (!root.equals(before.root)) throw inconsistent(tenantId, await firstBreach(tenantId, now.size, otherThan(before)));
};

export const shorterThan = ({ size }: Checkpoint): string => `it had ${size} entries when its checkpoint was signed`;

/** Which of the entries is another cannot be told from a root. */
export const otherThan = ({ size }: Checkpoint): Breach => ({
  position: 0,
  what: `the first ${size} entries are not those that were signed`,
});
