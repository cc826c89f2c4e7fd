import { notFound, Problem } from "../../kernel/problem.ts";
import { list } from "../log/entry-repository.ts";
import { HEAD, partitionOf } from "../keys.ts";
import { type Entry, NO_REV } from "../log/leaf.ts";
import { areSame, digestsOf } from "../seal.ts";
import { get, type Item, query } from "../table.ts";

/** A sealed document as the log and the ledger table know it together. */
export type Sealed = {
  /** `altered` when the table no longer holds what the log says was sealed, and nobody deleted it by the rules. */
  status: "sealed" | "deleted" | "altered";
  entry: Entry;
  /** Undefined of a deletion too, while that is on its way to the log. */
  removal: Entry | undefined;
  item: Item | undefined;
};

const MOST = 100;

/**
 * What was sealed under a digest: of several such documents the newest that is there.
 * @throws Problem NOT_FOUND when the log knows of no such seal; LOG_BEHIND while nobody can tell who removed it
 */
export const findSealed = async (tenantId: string, digest: string): Promise<Sealed> => {
  const entries = await allWith(tenantId, digest);
  const seals = entries.filter(({ sealed }) => sealed !== undefined);
  const entry = seals.find((seal) => !removalOf(seal, entries)) ?? seals[0];
  if (!entry?.sealed) throw notFound();
  const { subject, sealed: sk } = entry;
  const found = await get("LEDGER_TABLE", { pk: partitionOf(tenantId, subject), sk });
  const removal = removalOf(entry, entries);
  if (removal) {
    // After a deletion a later document may stand at the same place; the deleted one may not.
    const item = found?.digest === digest ? found : undefined;
    return { status: item ? "altered" : "deleted", entry, removal, item };
  }
  if (found && areSame(digestsOf(found), entry)) return { status: "sealed", entry, removal, item: found };
  if (!(await isRemovedByCommit(tenantId, { subject, sk, digest })))
    return { status: "altered", entry, removal, item: found };
  return { status: "deleted", entry, removal: removalOf(entry, await allWith(tenantId, digest)), item: undefined };
};

const removalOf = ({ subject, sealed, index }: Entry, entries: readonly Entry[]): Entry | undefined =>
  entries.find((entry) => entry.subject === subject && entry.removed === sealed && entry.index > index);

/** Every entry with this digest, newest first, however far back. */
const allWith = async (tenantId: string, digest: string): Promise<Entry[]> => {
  const found: Entry[] = [];
  let before: number | undefined;
  do {
    const page = await list(tenantId, { digest }, { before, limit: MOST });
    found.push(...page.entries);
    before = page.next;
  } while (before !== undefined);
  return found;
};

/**
 * Whether a commit removed an item of the ledger that is gone. Whoever removed it by the rules did so at the head's rev or
 * before. Once the log knows of all commits up to there, it says whether one of them did; so the head is read first.
 * @throws Problem LOG_BEHIND as long as it does not
 */
export const isRemovedByCommit = async (
  tenantId: string,
  { subject, sk, digest }: { subject: string; sk: string; digest: string | undefined },
): Promise<boolean> => {
  const [head] = await query("RECORDS_TABLE", partitionOf(tenantId, subject), { first: HEAD, last: HEAD });
  const event = (head?.event ?? {}) as { removed?: unknown; digest?: unknown };
  if (event.removed === sk && event.digest === digest) return true;
  const { entries } = await list(tenantId, { subject }, { limit: MOST });
  const newest = entries.find(({ rev }) => rev !== NO_REV);
  if ((newest?.rev ?? 0) < Number(head?.rev ?? 0))
    throw new Problem(
      "LOG_BEHIND",
      "The log does not know the newest changes of this record yet, and so not who removed what is gone. Ask again in a moment.",
    );
  const removals = await list(tenantId, { subject, digest }, { limit: MOST });
  return removals.entries.some(({ removed }) => removed === sk);
};
