import { notFound } from "../../kernel/problem.ts";
import { list } from "../log/entry-repository.ts";
import { partitionOf } from "../keys.ts";
import type { Entry } from "../log/leaf.ts";
import { digestOfText, recordDigestOf } from "../seal.ts";
import { get, type Item } from "../table.ts";

/** A sealed document as the log and the ledger table know it together. */
export type Sealed = {
  /** `altered` when the table no longer holds what the log says was sealed, and nobody deleted it by the rules. */
  status: "sealed" | "deleted" | "altered";
  entry: Entry;
  removal: Entry | undefined;
  item: Item | undefined;
};

const MOST = 100;

/** What was sealed under a digest. @throws Problem NOT_FOUND when the log knows of no such seal */
export const findSealed = async (tenantId: string, digest: string): Promise<Sealed> => {
  const entries = await allWith(tenantId, digest);
  const entry = entries.find(({ sealed }) => sealed !== undefined);
  if (!entry?.sealed) throw notFound();
  const removal = entries.find(({ index, removed }) => removed === entry.sealed && index > entry.index);
  const found = await get("LEDGER_TABLE", { pk: partitionOf(tenantId, entry.subject), sk: entry.sealed });
  if (!removal)
    return { status: found && isAsSealed(found, entry) ? "sealed" : "altered", entry, removal, item: found };
  // After a deletion a later document may stand at the same place; the deleted one may not.
  const item = found?.digest === digest ? found : undefined;
  return { status: item ? "altered" : "deleted", entry, removal, item };
};

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

/** Whether a ledger item is what its leaf says: the payload's bytes, and everything beside them. */
export const isAsSealed = (
  item: Item,
  { digest, record_digest }: { digest?: unknown; record_digest?: unknown },
): boolean => digestOfText(String(item.payload)) === digest && recordDigestOf(item) === record_digest;
