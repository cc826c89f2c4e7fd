import { aggregatePartition, chainPartition, HEAD } from "../ledger/keys.ts";
import { batchGet, query } from "../ledger/table.ts";
import { WorkflowHead } from "./workflow-handoff.ts";

/** One request for items takes so many keys. */
const MOST_KEYS = 100;

const AT_ONCE = 10;

/**
 * Every handoff of a chain, in the order of their submission. Whoever holds the work may hold it by any of them, so all are
 * read, a hundred with each request.
 */
export const chainOf = async (tenantId: string, first: string): Promise<WorkflowHead[]> => {
  const rows = await query("RECORDS_TABLE", chainPartition(tenantId, first));
  const ids = [first, ...rows.map(({ sk }) => sk.slice(sk.indexOf("#") + 1))];
  const pages = Array.from({ length: Math.ceil(ids.length / MOST_KEYS) }, (_, at) =>
    ids.slice(at * MOST_KEYS, (at + 1) * MOST_KEYS),
  );
  const handoffs: WorkflowHead[] = [];
  for (let at = 0; at < pages.length; at += AT_ONCE)
    handoffs.push(...(await Promise.all(pages.slice(at, at + AT_ONCE).map((page) => headsOf(tenantId, page)))).flat());
  return handoffs;
};

const headsOf = async (tenantId: string, ids: readonly string[]): Promise<WorkflowHead[]> => {
  const keys = ids.map((id) => ({ pk: aggregatePartition(tenantId, "WORKFLOW", id), sk: HEAD }));
  const heads = new Map((await batchGet("RECORDS_TABLE", keys)).map((item) => [item.id, item]));
  return ids.map((id) => WorkflowHead.parse(heads.get(id)));
};
