import { aggregatePartition, HEAD, type Noun } from "../ledger/keys.ts";
import { query } from "../ledger/table.ts";
import { type Bom, bomIdOf } from "./bom.ts";
import { bomNumberFor, candidatesFor, workOrderNumberFor } from "./numbering.ts";
import { workOrderIdOf } from "./work-order.ts";

/** The ids of the BOMs that have the number of this one, or one that it would be given in its stead. */
export const takenBoms = (
  tenantId: string,
  { bom_number, version }: Pick<Bom, "bom_number" | "version">,
  productCode: string,
): Promise<string[]> => {
  const given = candidatesFor(bomNumberFor(productCode, version));
  const ids = (given.includes(bom_number) ? given : [bom_number]).map((number) => bomIdOf(tenantId, number));
  return takenFrom(tenantId, "BOM", ids);
};

/** The ids of the work orders that have the number of this project's, or one that it would be given in its stead. */
export const takenWorkOrders = (tenantId: string, projectNumber: string): Promise<string[]> => {
  const ids = candidatesFor(workOrderNumberFor(projectNumber)).map((number) => workOrderIdOf(tenantId, number));
  return takenFrom(tenantId, "WORKORDER", ids);
};

/** Those from the first on up to one that is free: the usual number is free, and one reading tells. */
const takenFrom = async (tenantId: string, noun: Noun, ids: readonly string[]): Promise<string[]> => {
  const free = await firstAsync(ids, async (id) => {
    const partition = aggregatePartition(tenantId, noun, id);
    return (await query("RECORDS_TABLE", partition, { first: HEAD, last: HEAD })).length === 0;
  });
  return ids.slice(0, free);
};

/** The place of the first that it holds for; behind the last if for none. */
const firstAsync = async <T>(list: readonly T[], holds: (each: T) => Promise<boolean>): Promise<number> => {
  for (const [at, each] of list.entries()) if (await holds(each)) return at;
  return list.length;
};
