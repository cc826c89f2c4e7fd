import { hash } from "node:crypto";
import type { AttributeValue } from "aws-lambda";
import { marshall } from "@aws-sdk/util-dynamodb";
import { canonicalText } from "../shared/kernel/canonical.ts";
import { append } from "../shared/ledger/log/append-repository.ts";
import type { Leaf } from "../shared/ledger/log/leaf.ts";
import { extend, rootOf } from "../shared/ledger/log/merkle.ts";
import { proveInclusion } from "../shared/ledger/proof/proof-repository.ts";
import { dynamo } from "../shared/ledger/client.ts";
import { itemBytes } from "../tests/support/item-size.ts";

/** A leaf as recording a handoff makes it. */
const aLeaf = (tenantId: string, sequence: number): Leaf => {
  const digest = hash("sha256", String(sequence));
  const id = `01a1fd62-bd02-778d-903b-${String(sequence).padStart(12, "0")}`;
  return {
    tenant_id: tenantId,
    subject: `run:${id}`,
    run_id: id,
    rev: 5,
    event: "n3_run_execution_handoff_created",
    actor_id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11",
    occurred_at: new Date(1_700_000_000_000 + sequence).toISOString(),
    commit_id: id,
    handoff_id: id,
    portal_id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11",
    zone_id: "0d2f7f64-3a9b-4d57-8b7e-6a1c9e4f2b22",
    sealed: "HANDOFF",
    digest,
    record_digest: hash("sha256", digest),
    digest_new: hash("sha256", `new ${sequence}`),
    digest_old: hash("sha256", `old ${sequence}`),
  };
};

type Put = { input: { Item?: Record<string, unknown> } };

let unitsWritten = 0;
/** A put writes one unit a KB, begun. */
export const countPuts = (): void => {
  const count = (next: (args: Put) => Promise<object>) => (args: Put) => {
    if (args.input.Item)
      unitsWritten += Math.ceil(
        itemBytes(marshall(args.input.Item, { removeUndefinedValues: true }) as Record<string, AttributeValue>) / 1024,
      );
    return next(args);
  };
  dynamo.middlewareStack.add(count as never, { step: "initialize", name: "puts" });
};

/** Appends entries in batches; the write units for each entry. */
export const appendUnits = async (tenantId: string, from: number, entries: number, batch: number): Promise<number> => {
  const before = unitsWritten;
  for (let at = from; at < from + entries; at += batch)
    await append(
      tenantId,
      Array.from({ length: batch }, (_, offset) => aLeaf(tenantId, at + offset)),
    );
  return (unitsWritten - before) / entries;
};

const PROOFS = 41;

/** The time that a proof of an entry takes, in ms: the median over the log. */
export const proofTime = async (tenantId: string, size: number): Promise<number> => {
  const times: number[] = [];
  for (let proof = 0; proof < PROOFS; proof += 1) {
    const start = performance.now();
    await proveInclusion(tenantId, Math.floor((proof / PROOFS) * size), size);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[PROOFS >> 1] ?? NaN;
};

const MILLION = 1_000_000;
const ROUNDS = 5;

/** The time that as many plain digests take over that of making a log's root from a million entries. */
export const verificationRatio = (): number => {
  const some = Array.from({ length: 1_000 }, (_, at) => Buffer.from(canonicalText(aLeaf("a-tenant", at))));
  const entries = Array.from({ length: MILLION }, (_, at) => some[at % some.length] ?? Buffer.alloc(0));
  const ratios = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (const entry of entries) hash("sha256", entry, "binary");
    const between = performance.now();
    rootOf(extend([], 0, entries));
    return (between - start) / (performance.now() - between);
  });
  return ratios.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
};
