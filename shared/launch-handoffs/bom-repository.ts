import * as z from "zod/mini";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition } from "../ledger/keys.ts";
import { type Commit, load as loadRecord, type Readable, readRecord, type State } from "../ledger/record.ts";
import type { Write } from "../ledger/transaction.ts";
import { Bom, BomItem, type BomRecord } from "./bom.ts";
import { eventOf, type Facts, itemParts, itemsIn, pieces, stored } from "./stored.ts";

const Head = z.object({ bom: z.string(), items: z.optional(z.string()) });

const recordOf = ({ rev, head, parts }: Aggregate): BomRecord => {
  const { bom, items } = Head.parse(head);
  return {
    rev,
    bom: Bom.parse(JSON.parse(bom)),
    items: z.array(BomItem).parse(items ? JSON.parse(items) : itemsIn(parts)),
  };
};

/**
 * The steps that insert a BOM with all its items. Its id is made of its number, so they refuse when the number is taken.
 * Items that fit stand in the head: a BOM never changes, and one item costs less than two.
 */
export const bomWrites = (commit: Commit, { bom, items }: BomRecord, facts?: Facts): Write[] => {
  const lines = items.map(({ item_type: _input, ...item }) => item);
  const fitsHead = pieces(lines).length <= 1;
  return aggregateWrites(aggregatePartition(commit.actor.tenantId, "BOM", bom.id), undefined, {
    event: eventOf(commit, "npd_bom_created", facts),
    head: { bom: stored(bom), ...(fitsHead && { items: JSON.stringify(lines) }) },
    parts: fitsHead ? {} : itemParts(lines),
  });
};

const boms: Readable<BomRecord> = { noun: "BOM", recordOf };

/** The BOM, if it exists. */
export const load = (tenantId: string, id: string): Promise<State<BomRecord>> => loadRecord(boms, tenantId, id);

/** The BOM. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<BomRecord> => readRecord(boms, tenantId, id);
