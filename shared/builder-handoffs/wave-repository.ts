import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, HEAD, listKey, waveClosingKey } from "../ledger/keys.ts";
import { rememberAnswer } from "../ledger/once.ts";
import { type ChangeCall, changeRecord, putRecord, readRecord, type RecordKind, type State } from "../ledger/record.ts";
import { listAggregates } from "../ledger/listing.ts";
import { recordDigestOf } from "../ledger/seal.ts";
import { batchGet } from "../ledger/table.ts";
import { check, insert, type Write } from "../ledger/transaction.ts";
import { BuilderHandoff } from "./builder-handoff.ts";
import { findSubmission } from "./evidence-repository.ts";
import type { Results } from "./results.ts";
import { Wave } from "./wave.ts";
import type { Known, WaveChange, WaveRecord } from "./wave-record.ts";

const recordOf = ({ rev, head }: Aggregate): WaveRecord => ({ rev, ...Wave.parse(head) });

const writesOf = (
  { actor, now, once, commitId }: ChangeCall & { commitId: string },
  before: State<WaveRecord>,
  change: KnownChange,
  answer: (change: KnownChange) => Answer,
): Write[] => {
  const { record, event, sealed, unmoved = [] } = change;
  const { tenantId } = actor;
  const { rev: _rev, ...head } = record;
  const item = sealed && {
    ...waveClosingKey(tenantId, record.wave_id),
    ...{ id: sealed.id, tenant_id: tenantId, wave_id: record.wave_id },
    ...{ created_at: now.toISOString(), created_by: actor.id, digest: sealed.seal.digest, payload: sealed.seal.text },
  };
  return [
    ...aggregateWrites(aggregatePartition(tenantId, "WAVE", record.wave_id), before.aggregate, {
      event: {
        id: commitId,
        name: event,
        actor_id: actor.id,
        occurred_at: now.toISOString(),
        handoff_id: item && record.wave_id,
        digest: sealed?.seal.digest,
        record_digest: item && recordDigestOf(item),
        sealed: item?.sk,
      },
      head,
      parts: {},
    }),
    ...(before.record
      ? []
      : [insert("list", "RECORDS_TABLE", listKey(tenantId, "WAVE", record.created_at, record.wave_id))]),
    ...(item ? [insert("closing", "LEDGER_TABLE", item)] : []),
    ...unmoved.map(({ id, rev }) =>
      check(id, "RECORDS_TABLE", { pk: aggregatePartition(tenantId, "BUILDER", id), sk: HEAD }, "rev", rev),
    ),
    ...(once ? rememberAnswer(tenantId, once, answer(change)) : []),
  ];
};

type KnownChange = WaveChange & { known: Known };
const waves: RecordKind<WaveRecord, KnownChange> = { noun: "WAVE", recordOf, writesOf };

/** The wave as it is now, with what it rests on. @throws Problem NOT_FOUND */
export const read = async (tenantId: string, id: string): Promise<{ wave: WaveRecord; known: Known }> => {
  const wave = await readRecord(waves, tenantId, id);
  return { wave, known: await knownOf(tenantId, wave) };
};

/** Changes a wave by a rule that looks at what it rests on. @throws as `changeRecord` does */
export const change = (
  call: ChangeCall,
  id: string,
  rule: (wave: WaveRecord, known: Known) => WaveChange,
  answer: (wave: WaveRecord, known: Known) => Answer,
): Promise<Answer> => {
  const decide = async (wave: WaveRecord) => {
    const known = await knownOf(call.actor.tenantId, wave);
    return { ...rule(wave, known), known };
  };
  return changeRecord(waves, call, id, decide, ({ record, known }) => answer(record, known));
};

/** Plans a wave that may not exist yet. */
export const put = (
  call: ChangeCall,
  id: string,
  rule: (wave: WaveRecord | undefined, others: readonly Wave[]) => WaveChange,
  answer: (wave: WaveRecord, known: Known) => Answer,
): Promise<Answer> => {
  const decide = async (wave: WaveRecord | undefined) => {
    const planned = rule(wave, await openBeside(call.actor.tenantId, id));
    return { ...planned, known: await knownOf(call.actor.tenantId, planned.record) };
  };
  return putRecord(waves, call, id, decide, ({ record, known }) => answer(record, known));
};

/** The open waves of a tenant but for one. */
const openBeside = async (tenantId: string, id: string, after?: string): Promise<Wave[]> => {
  const { entries, next } = await list(tenantId, { after, limit: MOST_KEYS });
  const open = entries.filter(({ wave_id, closed }) => wave_id !== id && !closed);
  return next === undefined ? open : [...open, ...(await openBeside(tenantId, id, next))];
};

/** One page of a tenant's waves, oldest first. */
export const list = (tenantId: string, page: { after: string | undefined; limit: number }) =>
  listAggregates(tenantId, "WAVE", { ...page, parts: [], pick: ({ head }) => Wave.parse(head) });

/** Members, what they depend on, and what the integration handoff's results show. */
const knownOf = async (tenantId: string, wave: Wave): Promise<Known> => {
  const named = wave.members.flatMap(({ handoff_id, depends_on }) => [handoff_id, ...depends_on]);
  const ids = [...new Set([...named, ...(wave.integration ? [wave.integration] : [])])];
  const handoffs = await headsOf(tenantId, ids);
  const integration = wave.integration ? handoffs.get(wave.integration) : undefined;
  const version = integration?.results?.version;
  const results =
    version && wave.integration ? await findSubmission(tenantId, wave.integration, "RESULTS", version) : undefined;
  return { handoffs, shown: (results?.parsed as Results | undefined)?.duties ?? [] };
};

const MOST_KEYS = 100;

const headsOf = async (tenantId: string, ids: readonly string[]): Promise<Known["handoffs"]> => {
  const keys = ids.map((id) => ({ pk: aggregatePartition(tenantId, "BUILDER", id), sk: HEAD }));
  const pages = Array.from({ length: Math.ceil(keys.length / MOST_KEYS) }, (_, page) =>
    batchGet("RECORDS_TABLE", keys.slice(page * MOST_KEYS, (page + 1) * MOST_KEYS)),
  );
  const heads = (await Promise.all(pages))
    .flat()
    .map((head) => ({ ...BuilderHandoff.parse(head), rev: head.rev as number }));
  return new Map(heads.map((handoff) => [handoff.id, handoff]));
};
