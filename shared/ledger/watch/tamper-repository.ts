import type { DynamoDBRecord } from "aws-lambda";
import { list } from "../log/entry-repository.ts";
import { HEAD, ownerOf, subjectOf } from "../keys.ts";
import { type Leaf, NO_REV } from "../log/leaf.ts";
import { query } from "../table.ts";
import { tamperLeaf } from "./tamper.ts";

/**
 * What a record of the ledger's stream gives away: nothing when it was sealed, or removed by a commit that says so.
 * @throws while it cannot be told whether a commit removed it, because the log is behind: the stream brings the record again
 */
export const watchLedger = async (record: DynamoDBRecord): Promise<Leaf | undefined> => {
  if (record.eventName === "MODIFY") return tamperLeaf("ledger_record_modified", record);
  if (record.eventName !== "REMOVE") return undefined;
  return (await isRemovedByCommit(record)) ? undefined : tamperLeaf("ledger_record_removed", record);
};

/** How many of a subject's newest entries are looked at for the newest that is a commit. */
const NEWEST = 100;

/**
 * Whoever removed it by the rules did so at the head's rev or before. Once the log knows of all commits up to there, it says
 * whether one of them did; so the head is read first.
 */
const isRemovedByCommit = async ({ dynamodb }: DynamoDBRecord): Promise<boolean> => {
  const { pk = "", sk = "" } = { pk: dynamodb?.Keys?.pk?.S, sk: dynamodb?.Keys?.sk?.S };
  const digest = dynamodb?.OldImage?.digest?.S;
  const owner = ownerOf(pk);
  if (!owner) return false;
  const subject = subjectOf(owner.noun, owner.id);
  const [head] = await query("RECORDS_TABLE", pk, { first: HEAD, last: HEAD });
  const event = (head?.event ?? {}) as { removed?: unknown; digest?: unknown };
  if (event.removed === sk && event.digest === digest) return true;
  const { entries } = await list(owner.tenantId, { subject }, { limit: NEWEST });
  const newest = entries.find(({ rev }) => rev !== NO_REV);
  if ((newest?.rev ?? 0) < Number(head?.rev ?? 0))
    throw new Error("The log is behind: it does not know yet who removed this");
  const removals = await list(owner.tenantId, { subject, digest }, { limit: NEWEST });
  return removals.entries.some(({ removed }) => removed === sk);
};
