import type { DynamoDBRecord } from "aws-lambda";
import { ownerOf, subjectOf } from "../keys.ts";
import type { Leaf } from "../log/leaf.ts";
import { isRemovedByCommit } from "../proof/sealed-repository.ts";
import { tamperLeaf } from "./tamper.ts";

/**
 * What a record of the ledger's stream gives away: nothing when it was sealed, or removed by a commit that says so.
 * @throws Problem LOG_BEHIND while it cannot be told whether a commit removed it: the stream brings the record again
 */
export const watchLedger = async (record: DynamoDBRecord): Promise<Leaf | undefined> => {
  if (record.eventName === "MODIFY") return tamperLeaf("ledger_record_modified", record);
  if (record.eventName !== "REMOVE") return undefined;
  const { Keys, OldImage } = record.dynamodb ?? {};
  const owner = ownerOf(Keys?.pk?.S ?? "");
  const removed = owner && {
    subject: subjectOf(owner.noun, owner.id),
    sk: Keys?.sk?.S ?? "",
    digest: OldImage?.digest?.S,
  };
  if (removed && (await isRemovedByCommit(owner.tenantId, removed))) return undefined;
  return tamperLeaf("ledger_record_removed", record);
};
