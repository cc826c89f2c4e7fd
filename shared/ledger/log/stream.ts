import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod/mini";
import { canonicalText } from "../../kernel/canonical.ts";
import { HEAD, ownerOf, subjectOf } from "../keys.ts";
import type { Leaf } from "./leaf.ts";
import { MOST_ENTRY_BYTES } from "./merkle.ts";
import { digestOf } from "../seal.ts";
import { nameOf, type Table } from "../table.ts";

const HeadImage = z.object({
  pk: z.string(),
  rev: z.int().check(z.positive()),
  event: z.catchall(
    z.object({
      id: z.string(),
      name: z.string(),
      actor_id: z.string(),
      occurred_at: z.iso.datetime(),
    }),
    z.union([z.string(), z.number()]),
  ),
});

/** Of which table's stream a record is; undefined if it does not say, as records do that Lambda did not hand over. */
export const streamOf = ({ eventSourceARN = "" }: DynamoDBRecord): "records" | "ledger" | undefined => {
  const isOf = (table: Table) => eventSourceARN.includes(`:table/${nameOf(table)}/`);
  return isOf("RECORDS_TABLE") ? "records" : isOf("LEDGER_TABLE") ? "ledger" : undefined;
};

/** Whether the record tells of an aggregate's head: those, and only those, become leaves. */
export const isOfHead = ({ dynamodb }: DynamoDBRecord): boolean => dynamodb?.Keys?.sk?.S === HEAD;

/**
 * The leaf of a committed change: a pure function of the stream record, so that a redelivery makes the same bytes.
 * @throws when the record is not what a commit writes, or says more than an entry of the log holds
 */
export const leafOf = ({ dynamodb = {} }: DynamoDBRecord): Leaf => {
  const { NewImage, OldImage } = dynamodb;
  if (!NewImage) throw new Error("A head was removed: no commit does that");
  const { pk, rev, event } = HeadImage.parse(unmarshall(NewImage as Record<string, AttributeValue>));
  const owner = ownerOf(pk);
  if (!owner) throw new Error(`This is no aggregate's partition: ${pk}`);
  const { id: commit_id, name, actor_id, occurred_at, ...facts } = event;
  const leaf = {
    ...Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))),
    tenant_id: owner.tenantId,
    subject: subjectOf(owner.noun, owner.id),
    [`${owner.noun.toLowerCase()}_id`]: owner.id,
    rev,
    event: name,
    actor_id,
    occurred_at,
    commit_id,
    digest_new: digestOf(NewImage),
    ...(OldImage && { digest_old: digestOf(OldImage) }),
  };
  const bytes = Buffer.byteLength(canonicalText(leaf));
  if (bytes > MOST_ENTRY_BYTES)
    throw new Error(`The entry would be of ${bytes} bytes, and has at most ${MOST_ENTRY_BYTES}`);
  return leaf;
};

/** A commit makes a head at rev 1, or moves it to the next. Whatever else happens to a head is none. */
export const isCommit = ({ eventName, dynamodb = {} }: DynamoDBRecord): boolean => {
  const [before, after] = [dynamodb.OldImage?.rev?.N, dynamodb.NewImage?.rev?.N].map(Number);
  return (eventName === "INSERT" && after === 1) || (eventName === "MODIFY" && after === (before ?? NaN) + 1);
};
