import type { DynamoDBRecord } from "aws-lambda";
import { readAggregate } from "../aggregate.ts";
import { list } from "../log/entry-repository.ts";
import { ownerOf, subjectOf } from "../keys.ts";
import type { Leaf } from "../log/leaf.ts";
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

const isRemovedByCommit = async ({ dynamodb }: DynamoDBRecord): Promise<boolean> => {
  const { pk = "", sk = "" } = { pk: dynamodb?.Keys?.pk?.S, sk: dynamodb?.Keys?.sk?.S };
  const digest = dynamodb?.OldImage?.digest?.S;
  const owner = ownerOf(pk);
  if (!owner) return false;
  const subject = subjectOf(owner.noun, owner.id);
  const { entries } = await list(owner.tenantId, { subject, digest }, { limit: 10 });
  if (entries.some(({ removed }) => removed === sk)) return true;
  const aggregate = await readAggregate(pk);
  if (!aggregate) return false;
  if (aggregate.event.removed === sk && aggregate.event.digest === digest) return true;
  const [newest] = (await list(owner.tenantId, { subject }, { limit: 1 })).entries;
  if ((newest?.rev ?? 0) < aggregate.rev) throw new Error("The log is behind: it does not know yet who removed this");
  return false;
};
