import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { handler } from "../../functions/ledger/append-audit-entries.ts";
import { leafIn } from "../../shared/ledger/log/leaf.ts";
import { extend, rootOf } from "../../shared/ledger/log/merkle.ts";
import { completeLog } from "../../shared/ledger/log/completion-repository.ts";
import { inspectLog } from "../../shared/ledger/log/log-check-repository.ts";
import { entryBytes, headOfLog } from "../../shared/ledger/log/segment-repository.ts";
import { aHead } from "./given.ts";
import { memoryTable } from "../support/memory-table.ts";

/** To deflate single entries takes a third of the time and shows nothing here: the other tests of the log do. */
vi.mock("node:zlib", () => {
  const asIs = (bytes: Uint8Array) => bytes;
  return { deflateRawSync: asIs, inflateRawSync: asIs };
});

/** A stream's shard: some subjects' changes in their order, and among them records that nobody can read. */
type Shard = { records: DynamoDBRecord[]; place: number; tries: number };

/** A commit whose event nobody can read. */
const poisoned = (record: DynamoDBRecord): DynamoDBRecord => {
  const { event: _event, ...NewImage } = record.dynamodb?.NewImage ?? {};
  return { ...record, dynamodb: { ...record.dynamodb, NewImage } };
};

const MOST_TRIES = 3;
const RUNS = 10_000;
const LONG_RUNS = 25;
const seed = Date.now() % 2 ** 31;

/** What may go wrong at the next wake: nothing, a death at some request, or the same batch once more. */
const aStep = fc.record({
  shard: fc.nat(2),
  size: fc.integer({ min: 1, max: 5 }),
  death: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 8 }) }),
  isRedelivered: fc.boolean(),
  isAccompanied: fc.boolean(),
});
const aSchedule = fc.record({
  revs: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
  poison: fc.option(fc.nat(11)),
  steps: fc.array(aStep, { maxLength: 14 }),
});

const aLongSchedule = fc.record({
  times: fc.array(fc.nat(2_000), { minLength: 1, maxLength: 50 }),
  steps: fc.array(
    fc.record({
      shard: fc.nat(1),
      size: fc.integer({ min: 50, max: 100 }),
      death: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
      isRedelivered: fc.boolean(),
      isAccompanied: fc.boolean(),
    }),
    { maxLength: 14 },
  ),
});

/** Why the Lambda refused a record, under the name that the failure queue has for it. */
const causes = new Map<string, string>();

const { log, error } = console;
let table: ReturnType<typeof memoryTable>;
/** Counts down at every turn of a request; at zero the process dies there: the request never answers. */
let turnsToLive = 0;
let die: () => void;

beforeAll(() => {
  console.info(`seed ${seed}`);
  // No spies: they would keep a million lines.
  console.log = () => undefined;
  console.error = (line: string) => {
    const { message, sequence_number, cause } = JSON.parse(line) as Record<string, string>;
    if (message === "audit_record_refused") causes.set(sequence_number ?? "", cause ?? "");
  };
  table = memoryTable(process.env.AUDIT_TABLE ?? "", async () => {
    if (turnsToLive === 0) return;
    turnsToLive -= 1;
    if (turnsToLive > 0) return;
    die();
    await new Promise(() => undefined);
  });
});
afterAll(() => {
  table.remove();
  Object.assign(console, { log, error });
});

/** Wakes the audit Lambda; undefined when it dies at the given turn. */
const wake = async (Records: DynamoDBRecord[], death = 0) => {
  const died = new Promise<undefined>((resolve) => {
    die = () => {
      resolve(undefined);
    };
  });
  turnsToLive = death;
  const answer = await Promise.race([handler({ Records }), died]);
  turnsToLive = 0;
  return answer;
};

/** One delivery of a shard as an event source mapping makes it: on to the first failure, and past a record that keeps failing. */
const deliver = async (shard: Shard, size: number, death: number, failureQueue: DynamoDBRecord[]): Promise<void> => {
  const batch = shard.records.slice(shard.place, shard.place + size);
  if (batch.length === 0) return;
  const answer = await wake(batch, death);
  const failed = new Set(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const taken = answer ? batch.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? "")) : 0;
  shard.place += taken < 0 ? batch.length : taken;
  shard.tries = taken === 0 ? shard.tries + 1 : 0;
  const stuck = shard.records[shard.place];
  if (!answer || !stuck || shard.tries < MOST_TRIES) return;
  failureQueue.push(stuck);
  shard.place += 1;
  shard.tries = 0;
};

type Step = typeof aStep extends fc.Arbitrary<infer Made> ? Made : never;

/** Delivers the shards step by step, and in the end all that is left; what failed for good. */
const follow = async (shards: Shard[], steps: readonly Step[], rest: number): Promise<DynamoDBRecord[]> => {
  const failureQueue: DynamoDBRecord[] = [];
  for (const { shard: which, size, death, isRedelivered, isAccompanied } of steps) {
    const shard = shards[which % shards.length];
    const other = shards[(which + 1) % shards.length];
    if (!shard || !other) continue;
    const before = shard.place;
    if (isAccompanied && other !== shard && death === 0)
      await Promise.all([deliver(shard, size, 0, failureQueue), deliver(other, size, 0, failureQueue)]);
    else await deliver(shard, size, death, failureQueue);
    if (isRedelivered) shard.place = Math.min(before, shard.place);
  }
  for (const shard of shards) while (shard.place < shard.records.length) await deliver(shard, rest, 0, failureQueue);
  return failureQueue;
};

let schedules = 0;
const aTenant = (): string => {
  table.items.clear();
  causes.clear();
  return `t${(schedules += 1)}`;
};

describe("the audit Lambda, whatever its stream does", () => {
  test(`has every change in the log once, in ${RUNS} schedules of redelivery, shuffling, splitting, poison and death`, async () => {
    await fc.assert(
      fc.asyncProperty(aSchedule, async ({ revs, poison, steps }) => {
        const tenantId = aTenant();
        const shards = shardsOf(tenantId, revs, poison);
        await assertOneLog(tenantId, shards, await follow(shards, steps, 3));
      }),
      { numRuns: RUNS, seed },
    );
  }, 300_000);

  test(`so it has in ${LONG_RUNS} schedules of more than a thousand changes at any times, with all that follows from them`, async () => {
    await fc.assert(
      fc.asyncProperty(aLongSchedule, async ({ times, steps }) => {
        const tenantId = aTenant();
        const shards = shardsOf(tenantId, Array<number>(44).fill(25), null, times);
        await assertOneLog(tenantId, shards, await follow(shards, steps, 100));
        await assertWhole(tenantId);
      }),
      { numRuns: LONG_RUNS, seed },
    );
  }, 300_000);

  test("a death after any of its writes leaves a log that is whole, and is completed later", async () => {
    const lacked: number[] = [];
    const tenantId = aTenant();
    const records = shardsOf(tenantId, Array<number>(44).fill(25), null).flatMap((shard) => shard.records);
    for (let at = 0; at < 1_000; at += 100) await wake(records.slice(at, at + 100));
    const before = [...table.items];
    for (let death = 1; death <= 40; death += 1) {
      table.items.clear();
      for (const [key, item] of before) table.items.set(key, item);
      await wake(records.slice(1_000), death);
      await wake(records.slice(1_000));
      lacked.push(await assertWhole(tenantId));
    }
    expect(new Set(lacked)).toContain(2);
    expect(lacked.at(-1)).toBe(0);
  });
});

/** Holds the log together, and completes it. @returns how much of what follows from its entries was missing */
const assertWhole = async (tenantId: string): Promise<number> => {
  const { breaches, lacking } = await inspectLog(tenantId);
  expect(breaches).toEqual([]);
  const lacked = lacking.nodes.length + lacking.chunks.length;
  if (lacked === 0) return 0;
  await completeLog(tenantId, lacking);
  expect((await inspectLog(tenantId)).lacking).toEqual({ nodes: [], chunks: [] });
  return lacked;
};

const shardsOf = (
  tenantId: string,
  revs: readonly number[],
  poison: number | null,
  times: readonly number[] = [],
): Shard[] => {
  let sequence = 0;
  const subjects = revs.map((count, subject) =>
    Array.from({ length: count }, (_, at) =>
      aHead(tenantId, {
        subject: String(subject),
        rev: at + 1,
        sequence: (sequence += 1),
        time: times[sequence % times.length] ?? sequence,
      }),
    ),
  );
  const half = Math.ceil(subjects.length / 2);
  return [subjects.slice(0, half), subjects.slice(half)]
    .filter((some) => some.length > 0)
    .map((some) => ({ records: some.flat(), place: 0, tries: 0 }))
    .map((shard) => ({
      ...shard,
      records: shard.records.map((record, at) => (at === poison ? poisoned(record) : record)),
    }));
};

const placeOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber;

const assertOneLog = async (tenantId: string, shards: readonly Shard[], failureQueue: readonly DynamoDBRecord[]) => {
  const { size, root } = await headOfLog(tenantId);
  const bytes = await entryBytes(tenantId, 0, size);
  const leaves = bytes.flatMap((each) => leafIn(each) ?? []);
  const delivered = shards.flatMap(({ records }) => records);
  const readable = delivered.filter(({ dynamodb }) => dynamodb?.NewImage?.event);
  expect(leaves.map(({ commit_id }) => commit_id).sort()).toEqual(
    readable.map(({ dynamodb }) => dynamodb?.NewImage?.event?.M?.id?.S).sort(),
  );
  expect(rootOf(extend([], 0, bytes)).toString("hex")).toBe(root.toString("hex"));
  const newest = new Map<string, number>();
  for (const { subject, rev } of leaves) {
    if (rev <= (newest.get(subject) ?? 0)) expect.fail(`${subject} has rev ${rev} behind ${newest.get(subject) ?? 0}`);
    newest.set(subject, rev);
  }
  const poison = delivered.filter(({ dynamodb }) => !dynamodb?.NewImage?.event);
  expect(new Set(failureQueue.map(placeOf))).toEqual(new Set(poison.map(placeOf)));
  for (const { dynamodb } of failureQueue) expect(causes.get(dynamodb?.SequenceNumber ?? "")).toContain("event");
};
