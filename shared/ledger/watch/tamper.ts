import type { DynamoDBRecord } from "aws-lambda";
import { isOfCheckpoints, ownerOf, subjectOf, tenantOf } from "../keys.ts";
import { type Leaf, NO_REV } from "../log/leaf.ts";
import { digestOf } from "../seal.ts";

/** What no commit ever does, and the watch therefore reports. */
export type Tampering =
  | "ledger_record_modified"
  | "ledger_record_removed"
  | "record_head_removed"
  | "record_head_altered"
  | "checkpoint_removed"
  | "checkpoint_altered";

/** The leaf of a tampering: whose record it was, and the digests of what it was and became. Like every leaf a pure function. */
export const tamperLeaf = (event: Tampering, { eventID = "", dynamodb = {} }: DynamoDBRecord): Leaf => {
  const { Keys, NewImage, OldImage, ApproximateCreationDateTime = 0 } = dynamodb;
  const { S: pk = "" } = Keys?.pk ?? {};
  const tenant_id = tenantOf(pk);
  if (!tenant_id) throw new Error(`A record that is no tenant's was changed: ${pk}`);
  return {
    tenant_id,
    subject: subjectIn(pk),
    rev: NO_REV,
    event,
    actor_id: "unknown",
    occurred_at: new Date(ApproximateCreationDateTime * 1_000).toISOString(),
    commit_id: eventID,
    item: Keys?.sk?.S ?? "",
    digest_new: NewImage ? digestOf(NewImage) : "none",
    ...(OldImage && { digest_old: digestOf(OldImage) }),
  };
};

/** Of which aggregate a record is, else of the log, else the place itself. */
const subjectIn = (partition: string): string => {
  const owner = ownerOf(partition);
  if (owner) return subjectOf(owner.noun, owner.id);
  return isOfCheckpoints(partition) ? "log" : partition;
};

/**
 * What a record of the checkpoints gives away: a note is kept once, and never altered or removed. Whoever removes one may have
 * another log signed at its size, so the log that is left says that it was there.
 */
export const watchCheckpoints = (record: DynamoDBRecord): Leaf | undefined => {
  if (record.eventName === "INSERT") return undefined;
  return tamperLeaf(record.eventName === "REMOVE" ? "checkpoint_removed" : "checkpoint_altered", record);
};

export const isTampering = ({ rev }: Leaf): boolean => rev === NO_REV;
