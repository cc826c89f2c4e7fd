import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { handler } from "../../functions/ledger/append-audit-entries.ts";
import { logPartition, runHandoffKey } from "../../shared/ledger/keys.ts";
import { completeLog } from "../../shared/ledger/log/completion-repository.ts";
import { leafIn } from "../../shared/ledger/log/leaf.ts";
import { inspectLog } from "../../shared/ledger/log/log-check-repository.ts";
import { entryBytes, headOfLog } from "../../shared/ledger/log/segment-repository.ts";
import { isConsistent } from "../../shared/ledger/proof/proof.ts";
import { proveConsistency } from "../../shared/ledger/proof/proof-repository.ts";
import { query } from "../../shared/ledger/table.ts";
import { aDeletedHandoff, fillLog } from "../ledger/given.ts";
import { raw } from "../ledger/tampering.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { someone } from "../support/call.ts";
import { recordsOf } from "../support/streams.ts";
import { isLong, seed, tell } from "./proof.ts";
import { type Try, watching } from "./watch.ts";

/** So few before 1,024 that what is appended completes a tile and a chunk. */
const BEFORE = 1_020;
const SLICE = 6;

const people = [someone("owner"), someone("owner")];
const tenants = people.map(({ tenantId }) => tenantId);
type Tenant = { signed: { size: number; root: Buffer }; items: ReadonlySet<string> };
const before = new Map<string, Tenant>();
/** What the stream of each table brings, of both tenants. */
let batches: DynamoDBRecord[][] = [];

beforeAll(async () => {
  for (const who of people) {
    await fillLog(who.tenantId, BEFORE);
    await aDeletedHandoff(who);
    const { runId } = await aRunHandedOff(who);
    await raw.set("LEDGER_TABLE", runHandoffKey(who.tenantId, runId), "note", "it was never so");
    const items = new Set((await query("AUDIT_TABLE", logPartition(who.tenantId))).map(({ sk }) => sk));
    before.set(who.tenantId, { signed: await headOfLog(who.tenantId), items });
  }
  batches = [await recordsOf("RECORDS_TABLE"), await recordsOf("LEDGER_TABLE")];
  for (const name of ["log", "error"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
}, 60_000);

/** The logs as they were before the batches came. */
const restore = async (): Promise<void> => {
  for (const [tenantId, { items }] of before)
    for (const item of await query("AUDIT_TABLE", logPartition(tenantId)))
      if (!items.has(item.sk)) await raw.delete("AUDIT_TABLE", item);
};

/**
 * Wakes the audit Lambda in a process that dies at one of its awaits: each request has one before it is sent, and one when its
 * answer is there. What was sent before arrives all the same. @returns undefined if the process died
 */
const wake = async (Records: DynamoDBRecord[], death = Infinity) => {
  let awaits = 0;
  let die: () => void;
  const died = new Promise<undefined>(
    (resolve) =>
      (die = () => {
        resolve(undefined);
      }),
  );
  const pass = async () => {
    awaits += 1;
    if (awaits < death) return;
    die();
    await new Promise(() => undefined);
  };
  const underway: Promise<object>[] = [];
  const onTry = async ({ send }: Try): Promise<object> => {
    await pass();
    const sent = send();
    underway.push(sent);
    return sent.finally(pass);
  };
  const answer = await Promise.race([watching(onTry, () => handler({ Records })), died]);
  await Promise.allSettled(underway);
  return answer;
};

/** Brings a batch until it is taken, through these deaths. @returns whether it came to all of them */
const deliver = async (batch: DynamoDBRecord[], deaths: readonly number[]): Promise<boolean> => {
  for (const death of [...deaths, Infinity]) {
    const answer = await wake(batch, death);
    if (!answer) continue;
    expect(answer.batchItemFailures).toEqual([]);
    return death === Infinity;
  }
  throw new Error("It died at no await");
};

/** Where the process dies: while it takes which batch, and at which awaits, one after the other. */
type Place = { at: number; deaths: readonly number[] };

/** @returns whether there is such a place */
const survives = async ({ at, deaths }: Place): Promise<boolean> => {
  await restore();
  const reached: boolean[] = [];
  for (const [each, batch] of batches.entries()) reached.push(await deliver(batch, each === at ? deaths : []));
  for (const tenantId of tenants) await assertWhole(tenantId);
  return reached.every(Boolean);
};

/** Every change is in the log once and in order; the log is one, goes on from what was signed, and can be completed. */
const assertWhole = async (tenantId: string): Promise<void> => {
  const now = await headOfLog(tenantId);
  const added = (await entryBytes(tenantId, BEFORE, now.size)).flatMap((each) => leafIn(each) ?? []);
  const [changes, others] = [added.filter(({ rev }) => rev > 0), added.filter(({ rev }) => rev === 0)];
  expect(changes.map(({ commit_id }) => commit_id)).toEqual(commitsOf(tenantId));
  expect(others.map(({ event }) => event)).toEqual(["ledger_record_modified"]);
  const { signed } = before.get(tenantId) ?? {};
  if (!signed) throw new Error("Nothing was signed");
  const { hashes } = await proveConsistency(tenantId, signed.size);
  expect(isConsistent(signed, now, hashes)).toBe(true);
  const { breaches, lacking } = await inspectLog(tenantId);
  expect(breaches).toEqual([]);
  if (lacking.nodes.length + lacking.chunks.length === 0) return;
  await completeLog(tenantId, lacking);
  expect((await inspectLog(tenantId)).lacking).toEqual({ nodes: [], chunks: [] });
};

/** What was committed, in the order that the stream has it in. */
const commitsOf = (tenantId: string): (string | undefined)[] =>
  (batches[0] ?? [])
    .map(({ dynamodb }) => dynamodb)
    .filter((each) => each?.Keys?.pk?.S?.startsWith(`TENANT#${tenantId}#`) && each.Keys.sk?.S === "HEAD")
    .map((each) => each?.NewImage?.event?.M?.id?.S);

/** How many awaits there are, by dying at each. */
const awaitsOf = async (at: number, earlier: readonly number[] = []): Promise<number> => {
  let death = 1;
  while (await survives({ at, deaths: [...earlier, death] })) death += 1;
  return death - 1;
};

describe("the audit Lambda, killed at any await", () => {
  test("has every change in its log once when the stream brings it again, whole and on from what was signed", async () => {
    console.info(`seed ${seed}`);
    const awaits = [await awaitsOf(0), await awaitsOf(1)];
    for (const count of awaits) expect(count).toBeGreaterThan(5);
    const firsts = awaits.flatMap((count, at) => Array.from({ length: count }, (_, each) => ({ at, death: each + 1 })));
    let twice = 0;
    if (isLong) for (const { at, death } of firsts) twice += await awaitsOf(at, [death]);
    else {
      const aPlace = fc.record({ first: fc.constantFrom(...firsts), second: fc.integer({ min: 1, max: 12 }) });
      for (const { first, second } of fc.sample(aPlace, { numRuns: SLICE, seed }))
        if (await survives({ at: first.at, deaths: [first.death, second] })) twice += 1;
    }
    expect(twice).toBeGreaterThan(0);
    tell(
      "Deaths",
      `the audit Lambda died at each of its ${firsts.length} awaits, before a request or after its answer, and ${twice} times once more when its records came back: every change is in its log once and in order, and the log verifies and goes on from what was signed.`,
    );
  }, 1_500_000);
});
