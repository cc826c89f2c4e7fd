import * as z from "zod/mini";
import { type Answer, created } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, listKey, runHandoffKey } from "../ledger/keys.ts";
import { rememberAnswer } from "../ledger/once.ts";
import type { ChangeCall, State } from "../ledger/record.ts";
import { recordDigestOf } from "../ledger/seal.ts";
import { insert, type Write } from "../ledger/transaction.ts";
import { Evaluation } from "./eligibility.ts";
import { Readiness } from "./readiness.ts";
import { Run } from "./run.ts";
import { HandoffMark, recorded } from "./run-handoff.ts";
import { deletionOf, insertionOf, itemOf } from "./run-handoff-repository.ts";
import type { RunChange, RunRecord } from "./run-record.ts";
import { Snapshot } from "./snapshot.ts";

const RunHead = z.object({
  handoff: z.optional(HandoffMark),
  demoted_rev: z.optional(z.int()),
  handoffs_deleted: z.int(),
});

const RunParts = z.object({
  RUN: Run,
  READINESS: z.optional(Readiness),
  SNAPSHOT: z.optional(Snapshot),
  EVALUATION: z.optional(z.object({ snapshot_id: z.string(), evaluation: Evaluation })),
});

/** What the items of a run say. Documents are checked and come back as they were stored, so that copies of them are verbatim. */
export const recordOf = ({ rev, head, parts }: Aggregate): RunRecord => {
  RunParts.parse(parts);
  const {
    RUN: run,
    READINESS: readiness,
    SNAPSHOT: snapshot,
    EVALUATION: evaluation,
  } = parts as z.infer<typeof RunParts>;
  return { rev, run, readiness, snapshot, evaluation, ...RunHead.parse(head) };
};

/** The transaction that brings a run from what was read to what was decided. */
export const writesOf = (
  { actor, now, once, commitId }: ChangeCall & { commitId: string },
  before: State<RunRecord>,
  change: RunChange,
  answer: (change: RunChange) => Answer,
): Write[] => {
  const { record, event, sealed, deleted } = change;
  const { tenantId } = actor;
  const { run, handoff, demoted_rev, handoffs_deleted } = record;
  const partition = aggregatePartition(tenantId, "RUN", run.id);
  const item = sealed && itemOf(sealed);
  return [
    ...aggregateWrites(partition, before.aggregate, {
      event: {
        id: commitId,
        name: event,
        actor_id: actor.id,
        occurred_at: now.toISOString(),
        portal_id: run.portal_id ?? undefined,
        zone_id: run.zone_id ?? undefined,
        handoff_id: sealed?.id ?? deleted?.id,
        digest: sealed?.seal.digest ?? deleted?.digest,
        record_digest: item && recordDigestOf(item),
        sealed: item?.sk,
        removed: deleted && runHandoffKey(tenantId, run.id).sk,
      },
      head: { handoff, demoted_rev, handoffs_deleted },
      parts: changedParts(before.record, record),
      historic: ["SNAPSHOT", "EVALUATION"],
    }),
    ...(before.record ? [] : [insert("list", "RECORDS_TABLE", listKey(tenantId, "RUN", run.created_at, run.id))]),
    ...(item ? [insertionOf(item)] : []),
    ...(deleted ? [deletionOf(tenantId, run.id, deleted)] : []),
    ...answersToKeep(before.record, record, { once, deleted, answer: () => answer(change) }).flatMap(([key, kept]) =>
      rememberAnswer(tenantId, key, kept),
    ),
  ];
};

type Parts = Record<string, unknown>;

/** What a rule left as it was is the very same object. */
const changedParts = (before: RunRecord | undefined, after: RunRecord): Parts => {
  const parts: Parts = {};
  if (after.run !== before?.run) parts.RUN = after.run;
  if (after.readiness !== before?.readiness) parts.READINESS = after.readiness ?? null;
  if (after.snapshot !== before?.snapshot) parts.SNAPSHOT = after.snapshot ?? null;
  if (after.evaluation !== before?.evaluation) parts.EVALUATION = after.evaluation ?? null;
  return parts;
};

/**
 * A sealed handoff carries its own Idempotency-Key, so its first recording keeps no answer apart. Once it is deleted its
 * key still has to be known, and from then on a key kept apart guards every further recording of this run.
 */
const answersToKeep = (
  before: RunRecord | undefined,
  after: RunRecord,
  { once, deleted, answer }: { once: Once | undefined; deleted: HandoffMark | undefined; answer: () => Answer },
): [Once, Answer][] => {
  const carried = after.handoff !== before?.handoff && after.handoff?.once && after.handoffs_deleted === 0;
  const orphaned = deleted?.once && before?.handoffs_deleted === 0 ? deleted : undefined;
  return [
    ...(once && !carried ? [[once, answer()] as [Once, Answer]] : []),
    ...(orphaned?.once ? [[orphaned.once, created(recorded(orphaned))] as [Once, Answer]] : []),
  ];
};
