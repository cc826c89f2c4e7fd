import { marshall } from "@aws-sdk/util-dynamodb";
import { HEAD, ownerOf, partitionOf, subjectOf } from "../keys.ts";
import { inspectLog } from "./log-check-repository.ts";
import { type FoundHead, type FoundItem, readLog, reconcile, type Reconciliation } from "./reconciliation.ts";
import { digestOf, digestOfText } from "../seal.ts";
import { isAsSealed } from "../proof/sealed-repository.ts";
import { type Item, query, scan } from "../table.ts";

/** A change younger than this may still be on its way to the log. */
const ON_ITS_WAY_MS = 60_000;

export type Tables = { heads: FoundHead[]; items: FoundItem[] };

/** Every head and every ledger record, of one tenant or of all, by tenant. */
export const readTables = async (now: Date, tenantId?: string): Promise<Map<string, Tables>> => {
  const tenants = new Map<string, Tables>();
  const of = ({ pk }: Item) => {
    const owner = ownerOf(pk);
    const tenant = owner?.tenantId ?? "unknown";
    const tables = tenants.get(tenant) ?? { heads: [], items: [] };
    tenants.set(tenant, tables);
    return { tables, subject: owner ? subjectOf(owner.noun, owner.id) : pk };
  };
  for await (const head of scan("RECORDS_TABLE", { tenantId, sk: HEAD })) {
    const { tables, subject } = of(head);
    tables.heads.push(foundHead(subject, head, now));
  }
  for await (const item of scan("LEDGER_TABLE", { tenantId })) {
    const { tables, subject } = of(item);
    tables.items.push(foundItem(subject, item));
  }
  return tenants;
};

const foundHead = (subject: string, head: Item, now: Date): FoundHead => {
  const { occurred_at = "" } = (head.event ?? {}) as { occurred_at?: string };
  return {
    subject,
    rev: Number(head.rev),
    digest: digestOf(marshall(head)),
    isFresh: Math.abs(now.getTime() - new Date(occurred_at).getTime()) < ON_ITS_WAY_MS,
  };
};

const foundItem = (subject: string, item: Item): FoundItem => ({
  subject,
  sk: item.sk,
  digest: digestOfText(String(item.payload)),
  isAsSealed: (leaf) => isAsSealed(item, leaf),
});

/** Holds a tenant's tables, and its log itself, against the log's entries. The tables were read before the log. */
export const reconcileTenant = async (
  tenantId: string,
  { heads, items }: Tables,
  now: Date,
): Promise<Reconciliation> => {
  const { leaves, breaches } = await inspectLog(tenantId);
  const log = readLog(leaves);
  const caughtUp = await Promise.all(
    heads.map(async (head) => (head.rev < (log.get(head.subject)?.rev ?? 0) ? readAgain(tenantId, head, now) : head)),
  );
  const reconciled = reconcile(log, caughtUp, items);
  const ofLog = breaches.map((breach) => ({ subject: "log", ...breach }));
  return { ...reconciled, changed: [...ofLog, ...reconciled.changed] };
};

/** A head that the log is ahead of may have moved since it was read; one that was set back has not. */
const readAgain = async (tenantId: string, head: FoundHead, now: Date): Promise<FoundHead> => {
  const [item] = await query("RECORDS_TABLE", partitionOf(tenantId, head.subject), { first: HEAD, last: HEAD });
  return item ? foundHead(head.subject, item, now) : head;
};
