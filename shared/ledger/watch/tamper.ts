import type { DynamoDBRecord } from "aws-lambda";
import { ownerOf, subjectOf } from "../keys.ts";
import { type Leaf, NO_REV } from "../log/leaf.ts";
import { digestOf } from "../seal.ts";

/** What no commit ever does, and the watch therefore reports. */
export type Tampering =
  "ledger_record_modified" | "ledger_record_removed" | "record_head_removed" | "record_head_altered";

/** The leaf of a tampering: whose record it was, and the digests of what it was and became. Like every leaf a pure function. */
export const tamperLeaf = (event: Tampering, { eventID = "", dynamodb = {} }: DynamoDBRecord): Leaf => {
  const { Keys, NewImage, OldImage, ApproximateCreationDateTime = 0 } = dynamodb;
  const owner = ownerOf(Keys?.pk?.S ?? "");
  if (!owner) throw new Error("A record outside every aggregate was changed");
  return {
    tenant_id: owner.tenantId,
    subject: subjectOf(owner.noun, owner.id),
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

export const isTampering = ({ rev }: Leaf): boolean => rev === NO_REV;
