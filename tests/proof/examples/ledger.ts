import { aggregatePartition, HEAD } from "../../../shared/ledger/keys.ts";
import { queryStored } from "../../../shared/ledger/watch/stored-repository.ts";
import { aHead, fillLog, wake } from "../../ledger/given.ts";
import * as runs from "../../run-handoffs/given.ts";
import type { Example, Given } from "./example.ts";

/** A log of three entries, which the tables know nothing of. */
const ofLog =
  (more: Omit<Example, "who"> = {}): Given =>
  async (tenant) => {
    const who = tenant("auditor");
    await fillLog(who.tenantId, 3);
    return { who, ...more };
  };
/** A sealed handoff whose entry is in the log, delivered as its head is now. */
const ofSeal: Given = async (tenant) => {
  const owner = tenant("owner");
  const run = await runs.aRunHandedOff(owner);
  const { digest } = (await run.getHandoff()).body;
  const [head] = await queryStored("RECORDS_TABLE", aggregatePartition(owner.tenantId, "RUN", run.runId), HEAD);
  const { dynamodb, ...record } = aHead(owner.tenantId, { subject: run.runId, rev: 5, sequence: 1 });
  // No item of ours holds bytes, which a stream tells otherwise than a query.
  await wake([{ ...record, dynamodb: { ...dynamodb, NewImage: head?.image as Record<string, never> } }]);
  return { who: tenant("auditor"), params: { digest } };
};

export const ofLedger: Record<string, Given> = {
  "GET /api/audit": ofLog(),
  "GET /api/audit/{index}": ofLog({ params: { index: "1" } }),
  "GET /api/audit/{index}/proof": ofLog({ params: { index: "1" } }),
  "GET /api/audit/consistency": ofLog({ query: { from: "1" } }),
  "GET /api/audit/checkpoint": ofLog(),
  "GET /api/audit/key": ofLog(),
  "GET /api/audit/tile/{path+}": ofLog({ params: { path: "0/000.p/1" } }),
  "GET /api/audit/reconcile": ofLog(),
  "GET /api/ledger/{digest}": ofSeal,
  "GET /api/ledger/{digest}/bundle": ofSeal,
};
