import type { DynamoDBRecord } from "aws-lambda";
import { ownerOf, subjectOf, tenantOf } from "../keys.ts";
import { type Leaf, NO_REV } from "../log/leaf.ts";
import { digestOf } from "../seal.ts";

/** What no commit ever does, and the watch therefore reports. */
export type Tampering =
  "ledger_record_modified" | "ledger_record_removed" | "record_head_removed" | "record_head_altered";

/** The leaf of a tampering: whose record it was, and the digests of what it was and became. Like every leaf a pure function. */
export const tamperLeaf = (event: Tampering, { eventID = "", dynamodb = {} }: DynamoDBRecord): Leaf => {
  const { Keys, NewImage, OldImage, ApproximateCreationDateTime = 0 } = dynamodb;
  const { S: pk = "" } = Keys?.pk ?? {};
  const owner = ownerOf(pk);
  const tenant_id = tenantOf(pk);
  if (!tenant_id) throw new Error(`A record that is no tenant's was changed: ${pk}`);
  return {
    tenant_id,
    subject: owner ? subjectOf(owner.noun, owner.id) : pk,
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
