import { checkCheckpoints } from "./checkpoint-check.ts";
import { HEAD, ownerOf, partitionOf, subjectOf, tenantOf } from "../keys.ts";
import type { Entry } from "../log/leaf.ts";
import type { CheckedLog } from "../log/log-check.ts";
import { inspectLog, readGrowth } from "../log/log-check-repository.ts";
import { keptCheckpoints } from "../proof/checkpoint-repository.ts";
import {
  countAhead,
  type Finding,
  type Findings,
  type Found,
  type FoundHead,
  type FoundItem,
  isAhead,
  judge,
  nothing,
  readLog,
  type Said,
} from "./reconciliation.ts";
import { digestOf, digestsOf } from "../seal.ts";
import { queryStored, scan, type Stored } from "./stored-repository.ts";

/** What the tables have of a tenant, by subject, and what stands there and belongs to none. */
export type Tables = { subjects: Map<string, Found>; strays: Finding[]; checked: number };

/** `pending` are changes that are on their way to the log. */
export type Reconciliation = Findings & { pending: number; checked: number };

export const noTables = (): Tables => ({ subjects: new Map(), strays: [], checked: 0 });

/** Every head and every ledger record, of one tenant or of all, by tenant; what is no tenant's is found under "". */
export const readTables = async (tenantId?: string): Promise<Map<string, Tables>> => {
  const tenants = new Map<string, Tables>();
  const add = ({ item: { pk, sk } }: Stored, put: (found: Found) => void) => {
    const tenant = tenantOf(pk) ?? "";
    const tables = tenants.get(tenant) ?? noTables();
    tenants.set(tenant, tables);
    tables.checked += 1;
    const owner = ownerOf(pk);
    if (!owner) {
      tables.strays.push({ subject: pk, what: "it belongs to no aggregate", item: sk });
      return;
    }
    const subject = subjectOf(owner.noun, owner.id);
    const found = tables.subjects.get(subject) ?? { head: undefined, items: [] };
    tables.subjects.set(subject, found);
    put(found);
  };
  for await (const stored of scan("LEDGER_TABLE", { tenantId }))
    add(stored, (found) => found.items.push(foundItem(stored)));
  for await (const stored of scan("RECORDS_TABLE", { tenantId, sk: HEAD }))
    add(stored, (found) => {
      found.head = foundHead(stored);
    });
  return tenants;
};

/** A change younger than this may still be on its way to the log. */
const ON_ITS_WAY_MS = 60_000;

type HeadInTime = FoundHead & { isFresh: boolean };

/** A head that says no rev stands before every change. */
const foundHead = ({ item: { rev, event }, image }: Stored): HeadInTime => {
  const { occurred_at } = (event ?? {}) as { occurred_at?: unknown };
  const age = Date.now() - new Date(String(occurred_at)).getTime();
  return {
    rev: Number.isSafeInteger(rev) ? Number(rev) : 0,
    digest: digestOf(image),
    isFresh: Math.abs(age) < ON_ITS_WAY_MS,
  };
};

/** Its digests alone: of all that is kept here there is much. */
const foundItem = ({ item }: Stored): FoundItem => ({ sk: item.sk, ...digestsOf(item) });

/**
 * Holds a tenant's tables, and its log itself, against the log's entries. Others write meanwhile: what a first look finds is
 * looked at again, subject by subject, until the log is known to have been read before the tables.
 * @returns also what follows from the log's entries and is missing, which is no finding: a death may have left it out
 */
export const reconcileTenant = async (
  tenantId: string,
  { subjects, strays, checked }: Tables,
): Promise<{ reconciliation: Reconciliation; lacking: CheckedLog["lacking"] }> => {
  // First what was signed, then what is: a log only grows between the two readings.
  const kept = await keptCheckpoints(tenantId);
  const log = await inspectLog(tenantId);
  const breaches = [...log.breaches, ...checkCheckpoints(log, kept)].sort((a, b) => a.position - b.position);
  const said = readLog(log.entries);
  const suspects = [...new Set([...subjects.keys(), ...said.keys()])].filter((subject) =>
    isAnything(judge(subject, said.get(subject), subjects.get(subject) ?? { head: undefined, items: [] })),
  );
  const { missing, extra, changed, pending } = await lookAgain(tenantId, log, suspects);
  const reconciliation = {
    missing: [...strays, ...missing],
    extra,
    changed: [...breaches.map((breach) => ({ subject: "log", ...breach })), ...changed],
    pending,
    checked,
  };
  return { reconciliation, lacking: log.lacking };
};

const isAnything = (findings: Findings): boolean => Object.values(findings).some(({ length }) => length > 0);

/** How often a subject is looked at that others keep writing. */
const LOOKS = 5;

/**
 * Looks at each subject until it is told for certain: the log first, then the tables, so that only a head that was set back
 * can be behind the log. A subject that stays ahead of the log is pending while its last change is fresh.
 */
const lookAgain = async (
  tenantId: string,
  log: { entries: readonly Entry[]; end: number },
  suspects: readonly string[],
): Promise<Findings & { pending: number }> => {
  const result = { ...nothing(), pending: 0 };
  const entries = [...log.entries];
  let { end } = log;
  let open: { subject: string; found: FoundNow | undefined }[] = suspects.map((subject) => ({
    subject,
    found: undefined,
  }));
  for (let look = 0; look < LOOKS && open.length > 0; look += 1) {
    const growth = await readGrowth(tenantId, { end });
    if (look > 0 && growth.entries.length === 0) break;
    entries.push(...growth.entries);
    ({ end } = growth);
    const said = saidOf(entries, open);
    const seen = await inTens(open, async ({ subject }) => ({ subject, found: await findNow(tenantId, subject) }));
    open = [];
    for (const { subject, found } of seen) {
      if (!found || isAhead(said.get(subject), found)) open.push({ subject, found });
      else add(result, judge(subject, said.get(subject), found));
    }
  }
  const said = saidOf(entries, open);
  for (const { subject, found } of open) {
    if (found?.head && !found.head.isFresh) add(result, judge(subject, said.get(subject), found));
    else result.pending += found ? countAhead(said.get(subject), found) : 1;
  }
  return result;
};

const saidOf = (entries: readonly Entry[], of: readonly { subject: string }[]): Map<string, Said> => {
  const subjects = new Set(of.map(({ subject }) => subject));
  return readLog(entries.filter(({ subject }) => subjects.has(subject)));
};

const add = (result: Findings, { missing, extra, changed }: Findings): void => {
  result.missing.push(...missing);
  result.extra.push(...extra);
  result.changed.push(...changed);
};

type FoundNow = { head: HeadInTime | undefined; items: FoundItem[] };

/** What the tables have of a subject at one rev of its head; undefined when that moved while it was read. */
const findNow = async (tenantId: string, subject: string): Promise<FoundNow | undefined> => {
  const pk = partitionOf(tenantId, subject);
  const headNow = async () => (await queryStored("RECORDS_TABLE", pk, HEAD)).map(foundHead)[0];
  const before = await headNow();
  const items = (await queryStored("LEDGER_TABLE", pk)).map(foundItem);
  const head = await headNow();
  return before?.rev === head?.rev && before?.digest === head?.digest ? { head, items } : undefined;
};

const inTens = async <Each, Result>(all: readonly Each[], work: (each: Each) => Promise<Result>): Promise<Result[]> => {
  const results: Result[] = [];
  for (let at = 0; at < all.length; at += 10) results.push(...(await Promise.all(all.slice(at, at + 10).map(work))));
  return results;
};
