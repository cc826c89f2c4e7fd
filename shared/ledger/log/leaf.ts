import * as z from "zod/mini";
import { type Unreadable, unreadable } from "./breach.ts";

/** One committed change in a tenant's log. It names and digests; it never carries a payload. */
export const Leaf = z.catchall(
  z.object({
    tenant_id: z.string(),
    subject: z.string(),
    rev: z.int(),
    event: z.string(),
    actor_id: z.string(),
    occurred_at: z.string(),
    commit_id: z.string(),
    /** SHA-256 of the payload that was sealed or deleted with this change; of the record beside it. */
    digest: z.optional(z.string()),
    record_digest: z.optional(z.string()),
    /** The sort key of the ledger item that this change sealed, or removed. */
    sealed: z.optional(z.string()),
    removed: z.optional(z.string()),
    /** SHA-256 of the head's image after and before the change, in canonical JSON. */
    digest_new: z.string(),
    digest_old: z.optional(z.string()),
  }),
  z.union([z.string(), z.number()]),
);
export type Leaf = z.infer<typeof Leaf>;

/** The leaf that an entry is; undefined when its bytes are none. */
export const leafIn = (bytes: Buffer): Leaf | undefined => {
  try {
    return Leaf.parse(JSON.parse(bytes.toString()));
  } catch {
    return undefined;
  }
};

/** A leaf and its place in the log. */
export const Entry = z.extend(Leaf, { index: z.int() });
export type Entry = Leaf & { index: number };
export const entryAt = (index: number, leaf: Leaf): Entry => Object.assign({}, leaf, { index });

/** The entry at a place of the log, from its bytes. */
export const entryIn = (index: number, bytes: Buffer): Entry | Unreadable => {
  const leaf = leafIn(bytes);
  return leaf ? entryAt(index, leaf) : unreadable(index, "this entry is no leaf");
};

/** The rev of what is no commit, but something that the watch has seen. */
export const NO_REV = 0;

/** One change of one subject: it is in the log once. What is no commit is told apart by the stream record's own id. */
export const changeOf = ({ subject, rev, commit_id }: Leaf): string =>
  rev === NO_REV ? `${subject} ${commit_id}` : `${subject} ${rev}`;

/** The JSON line that the log of the audit Lambda shows for an entry (Prompt 32, B4, for runs). */
export const lineOf = (entry: Entry): string => {
  const { event, ...facts } = entry;
  const prefix = event.startsWith("n3_") ? "[N3 AUDIT]" : "[AUDIT]";
  return JSON.stringify({ message: `${prefix} ${event}`, event, ...facts });
};
