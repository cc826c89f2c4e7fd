import { type Entry, NO_REV } from "../log/leaf.ts";
import { areSame, type Digests } from "../seal.ts";

/** Something that the tables and the log do not agree on. */
export type Finding = {
  subject: string;
  what: string;
  rev?: number;
  item?: string;
  /** The entry that is not borne out; of the log itself, the first that is not certain any more. */
  position?: number;
  expected?: string;
  found?: string;
};

/** What is in the tables and not in the log, in the log and not in the tables, in both and not the same. */
export type Findings = { missing: Finding[]; extra: Finding[]; changed: Finding[] };

export const nothing = (): Findings => ({ missing: [], extra: [], changed: [] });

/** What the log says of one subject. */
export type Said = {
  rev: number;
  /** The entry of that rev. */
  newest: Entry;
  /** Revs below it that the log lacks, first and last of each run. */
  gaps: { from: number; to: number }[];
  /** What was sealed and nobody removed, by its sort key in the ledger. */
  sealed: Map<string, Entry>;
};

/** What a tenant's log says of every subject, from its entries in their order. */
export const readLog = (entries: Iterable<Entry>): Map<string, Said> => {
  const commits = [...entries].filter(({ rev }) => rev !== NO_REV);
  const bySubject = [...Map.groupBy(commits, ({ subject }) => subject)];
  return new Map(bySubject.map(([subject, own]) => [subject, saidIn(own)]));
};

const saidIn = (entries: readonly Entry[]): Said => {
  const sealed = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.removed) sealed.delete(entry.removed);
    if (entry.sealed) sealed.set(entry.sealed, entry);
  }
  const newest = entries.reduce((a, b) => (b.rev > a.rev ? b : a));
  return { rev: newest.rev, newest, gaps: gapsIn(entries.map(({ rev }) => rev)), sealed };
};

const gapsIn = (revs: readonly number[]): { from: number; to: number }[] => {
  const sorted = [0, ...revs].sort((a, b) => a - b);
  return sorted.flatMap((rev, at) => {
    const next = sorted[at + 1] ?? rev;
    return next > rev + 1 ? [{ from: rev + 1, to: next - 1 }] : [];
  });
};

/** A head as the table has it; `digest` is that of its image, as its entry has it. */
export type FoundHead = { rev: number; digest: string };
/** One item of the ledger: the digest of its payload, and of what it says beside it. */
export type FoundItem = { sk: string } & Digests;
/** What the tables have of one subject. */
export type Found = { head: FoundHead | undefined; items: FoundItem[] };

/** Whether the tables have changes of a subject that the log does not have: then it cannot tell what should be there. */
export const isAhead = (said: Said | undefined, { head }: Found): boolean => (head?.rev ?? 0) > (said?.rev ?? 0);

/** How many changes the tables have beyond the log: that of the head, and what was sealed with it. */
export const countAhead = (said: Said | undefined, { items }: Found): number =>
  1 + items.filter(({ sk }) => !said?.sealed.has(sk)).length;

/** Holds what the tables have of a subject against what the log says of it. */
export const judge = (subject: string, said: Said | undefined, { head, items }: Found): Findings => {
  const findings = nothing();
  for (const { from, to } of said?.gaps ?? []) {
    const what = from === to ? "a change is not in the log" : `the changes up to rev ${to} are not in the log`;
    findings.missing.push({ subject, what, rev: from });
  }
  judgeHead(subject, said, head, findings);
  for (const item of items) judgeItem(subject, said?.sealed.get(item.sk), item, findings);
  const here = new Set(items.map(({ sk }) => sk));
  for (const [sk, { index, digest = "" }] of said?.sealed ?? [])
    if (!here.has(sk)) {
      const what = "the log knows a ledger record that is gone";
      findings.extra.push({ subject, what, item: sk, position: index, expected: digest });
    }
  return findings;
};

const judgeHead = (
  subject: string,
  said: Said | undefined,
  head: FoundHead | undefined,
  { missing, extra, changed }: Findings,
): void => {
  if (!head && said) {
    const { rev, newest } = said;
    extra.push({ subject, what: "the log knows a record that is gone", rev, position: newest.index });
  }
  if (!head) return;
  const { rev, digest: found } = head;
  if (!said || rev > said.rev) {
    missing.push({ subject, what: "the newest changes are not in the log", rev });
    return;
  }
  const { index: position, digest_new: expected } = said.newest;
  if (rev < said.rev)
    changed.push({ subject, what: `the head was set back from rev ${said.rev}`, rev, position, found });
  else if (expected !== found)
    changed.push({ subject, what: "the head is not what the log says", rev, position, expected, found });
};

const judgeItem = (
  subject: string,
  entry: Entry | undefined,
  { sk: item, ...digests }: FoundItem,
  { missing, changed }: Findings,
): void => {
  const { digest: found } = digests;
  if (!entry) missing.push({ subject, what: "a ledger record is not in the log", item, found });
  else if (!areSame(digests, entry)) {
    const { index: position, digest: expected = "" } = entry;
    changed.push({ subject, what: "a ledger record is not what was sealed", item, position, expected, found });
  }
};
