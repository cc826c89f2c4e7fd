import * as z from "zod/mini";
import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, HEAD, listKey } from "../ledger/keys.ts";
import { listAggregates } from "../ledger/listing.ts";
import {
  type ChangeCall,
  load as loadRecord,
  putRecord,
  readRecord,
  type RecordKind,
  type State,
} from "../ledger/record.ts";
import { check, insert, type Write } from "../ledger/transaction.ts";
import { Routing, type RoutingChange, type RoutingRecord } from "./routing.ts";
import { eventOf, keptAnswer, stored } from "./stored.ts";

const Head = z.object({ routing: z.string() });

const routingIn = (head: unknown): Routing => Routing.parse(JSON.parse(Head.parse(head).routing));

const recordOf = ({ rev, head }: Aggregate): RoutingRecord => ({ rev, routing: routingIn(head) });

const routings: RecordKind<RoutingRecord, RoutingChange> = {
  noun: "ROUTING",
  recordOf,
  writesOf: (commit, before, change, answer) => {
    const { tenantId } = commit.actor;
    const { routing } = change.record;
    return [
      ...aggregateWrites(aggregatePartition(tenantId, "ROUTING", routing.id), before.aggregate, {
        event: eventOf(commit, change.event),
        head: { routing: stored(routing) },
        parts: {},
      }),
      ...(before.record
        ? []
        : [insert("list", "RECORDS_TABLE", listKey(tenantId, "ROUTING", routing.created_at, routing.id))]),
      ...keptAnswer(commit, () => answer(change)),
    ];
  },
};

/** The step that writes nothing, and refuses if the routing has changed since it was read. */
export const routingCheck = (tenantId: string, { rev, routing }: RoutingRecord): Write =>
  check("routing", "RECORDS_TABLE", { pk: aggregatePartition(tenantId, "ROUTING", routing.id), sk: HEAD }, "rev", rev);

/** The routing as it is now, if it exists. */
export const load = (tenantId: string, id: string): Promise<State<RoutingRecord>> => loadRecord(routings, tenantId, id);

/** The routing as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<RoutingRecord> => readRecord(routings, tenantId, id);

/** Makes a routing or changes it by a rule. @throws as `putRecord` does */
export const put = (
  call: ChangeCall,
  id: string,
  rule: (record: RoutingRecord | undefined) => RoutingChange,
  answer: (record: RoutingRecord) => Answer,
): Promise<Answer> => putRecord(routings, call, id, rule, ({ record }) => answer(record));

const MOST_ROUTINGS = 100;

/** Every active routing of a tenant, oldest first. */
export const everyActive = async (tenantId: string): Promise<Routing[]> => {
  const found: Routing[] = [];
  let after: string | undefined;
  do {
    const page = await list(tenantId, { isActive: true, after, limit: MOST_ROUTINGS });
    found.push(...page.routings);
    after = page.next;
  } while (after !== undefined);
  return found;
};

type Page = { isActive: boolean | undefined; after: string | undefined; limit: number };

/** One page of a tenant's routings, oldest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { isActive, ...page }: Page,
): Promise<{ routings: Routing[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "ROUTING", {
    ...page,
    parts: [],
    pick: ({ head }) => {
      const routing = routingIn(head);
      return isActive === undefined || routing.is_active === isActive ? routing : undefined;
    },
  });
  return { routings: entries, next };
};
