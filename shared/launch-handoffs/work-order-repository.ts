import * as z from "zod/mini";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition } from "../ledger/keys.ts";
import { type Commit, load as loadRecord, type Readable, readRecord, type State } from "../ledger/record.ts";
import type { Write } from "../ledger/transaction.ts";
import { eventOf, type Facts, stored } from "./stored.ts";
import { WorkOrder, type WorkOrderRecord } from "./work-order.ts";

const Head = z.object({ work_order: z.string() });

const recordOf = ({ rev, head }: Aggregate): WorkOrderRecord => ({
  rev,
  workOrder: WorkOrder.parse(JSON.parse(Head.parse(head).work_order)),
});

/** The steps that insert a work order. Its id is made of its number, so they refuse when the number is taken. */
export const workOrderWrites = (commit: Commit, workOrder: WorkOrder, facts?: Facts): Write[] =>
  aggregateWrites(aggregatePartition(commit.actor.tenantId, "WORKORDER", workOrder.id), undefined, {
    event: eventOf(commit, "npd_work_order_created", facts),
    head: { work_order: stored(workOrder) },
    parts: {},
  });

const workOrders: Readable<WorkOrderRecord> = { noun: "WORKORDER", recordOf };

/** The work order, if it exists. */
export const load = (tenantId: string, id: string): Promise<State<WorkOrderRecord>> =>
  loadRecord(workOrders, tenantId, id);

/** The work order. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<WorkOrderRecord> => readRecord(workOrders, tenantId, id);
