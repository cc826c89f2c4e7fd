import { aggregatePartition, chainPartition, HEAD } from "../ledger/keys.ts";
import { batchGet, query } from "../ledger/table.ts";
import { WorkflowHead } from "./workflow-handoff.ts";

/** How many handoffs of a chain are shown: one request for items takes 100 keys. */
export const LONGEST = 100;

/** The handoffs of a chain in the order of their submission, up to the first hundred, and whether there are more. */
export const chainOf = async (
  tenantId: string,
  first: string,
): Promise<{ handoffs: WorkflowHead[]; isWhole: boolean }> => {
  const rows = await query("RECORDS_TABLE", chainPartition(tenantId, first), { limit: LONGEST });
  const ids = [first, ...rows.map(({ sk }) => sk.slice(sk.indexOf("#") + 1))];
  const shown = ids.slice(0, LONGEST);
  const keys = shown.map((id) => ({ pk: aggregatePartition(tenantId, "WORKFLOW", id), sk: HEAD }));
  const heads = new Map((await batchGet("RECORDS_TABLE", keys)).map((item) => [item.id, item]));
  return { handoffs: shown.map((id) => WorkflowHead.parse(heads.get(id))), isWhole: shown.length === ids.length };
};
