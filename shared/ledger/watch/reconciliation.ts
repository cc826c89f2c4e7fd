import { type Leaf, NO_REV } from "../log/leaf.ts";

/** Something that the tables and the log do not agree on. */
export type Finding = {
  subject: string;
  what: string;
  rev?: number;
  item?: string;
  /** Of the log itself: the first entry that is not certain any more. */
  position?: number;
  expected?: string;
  found?: string;
};

/** What is in the tables and not in the log, in the log and not in the tables, in both and not the same. */
export type Reconciliation = {
  missing: Finding[];
  extra: Finding[];
  changed: Finding[];
  pending: number;
  checked: number;
};

/** What the log says of one subject. */
export type Said = {
  rev: number;
  /** Digest of the head at that rev. */
  head: string;
  /** Revs up to `rev` that the log lacks. */
  gaps: number[];
  /** Sealed items that nobody removed, by their sort key. */
  items: Map<string, Leaf>;
};

/** What a tenant's log says of every subject, from its leaves in their order. */
export const readLog = (leaves: Iterable<Leaf>): Map<string, Said> => {
  const subjects = new Map<string, Said & { revs: Set<number> }>();
  for (const leaf of leaves) {
    if (leaf.rev === NO_REV) continue;
    const said = subjects.get(leaf.subject) ?? {
      rev: 0,
      head: "",
      gaps: [],
      items: new Map<string, Leaf>(),
      revs: new Set(),
    };
    subjects.set(leaf.subject, said);
    said.revs.add(leaf.rev);
    if (leaf.rev > said.rev) {
      said.rev = leaf.rev;
      said.head = leaf.digest_new;
    }
    if (leaf.removed) said.items.delete(leaf.removed);
    if (leaf.sealed) said.items.set(leaf.sealed, leaf);
  }
  for (const said of subjects.values())
    for (let rev = 1; rev < said.rev; rev += 1) if (!said.revs.has(rev)) said.gaps.push(rev);
  return subjects;
};

/** One head of the tables; `isFresh` says that its change may still be on its way to the log. */
export type FoundHead = { subject: string; rev: number; digest: string; isFresh: boolean };
/** One item of the ledger; `isWhole` compares it with the leaf that sealed it. */
export type FoundItem = { subject: string; sk: string; digest: string; isAsSealed: (leaf: Leaf) => boolean };

/** Holds what is in the tables against what the log says. The log must have been read after the tables. */
export const reconcile = (
  log: Map<string, Said>,
  heads: readonly FoundHead[],
  items: readonly FoundItem[],
): Reconciliation => {
  const result: Reconciliation = {
    missing: [],
    extra: [],
    changed: [],
    pending: 0,
    checked: heads.length + items.length,
  };
  const fresh = new Set(heads.filter(({ isFresh }) => isFresh).map(({ subject }) => subject));
  for (const head of heads) judgeHead(log.get(head.subject), head, result);
  for (const item of items) judgeItem(log.get(item.subject), item, fresh.has(item.subject), result);
  judgeAbsence(log, heads, items, result);
  return result;
};

const judgeHead = (
  said: Said | undefined,
  { subject, rev, digest, isFresh }: FoundHead,
  result: Reconciliation,
): void => {
  for (const gap of said?.gaps ?? []) result.missing.push({ subject, what: "a change is not in the log", rev: gap });
  if (!said || said.rev < rev) {
    if (isFresh) result.pending += 1;
    else result.missing.push({ subject, what: "the newest changes are not in the log", rev });
  } else if (said.rev > rev)
    result.changed.push({ subject, what: `the head was set back from rev ${said.rev}`, rev, found: digest });
  else if (said.head !== digest)
    result.changed.push({
      subject,
      what: "the head is not what the log says",
      rev,
      expected: said.head,
      found: digest,
    });
};

const judgeItem = (
  said: Said | undefined,
  { subject, sk, digest, isAsSealed }: FoundItem,
  isFresh: boolean,
  result: Reconciliation,
): void => {
  const leaf = said?.items.get(sk);
  if (!leaf && isFresh) result.pending += 1;
  else if (!leaf) result.missing.push({ subject, what: "a ledger record is not in the log", item: sk, found: digest });
  else if (!isAsSealed(leaf))
    result.changed.push({
      subject,
      what: "a ledger record is not what was sealed",
      item: sk,
      found: digest,
      ...(leaf.digest && { expected: leaf.digest }),
    });
};

const judgeAbsence = (
  log: Map<string, Said>,
  heads: readonly FoundHead[],
  items: readonly FoundItem[],
  { extra, missing }: Reconciliation,
): void => {
  const here = new Map(heads.map(({ subject, rev }) => [subject, rev]));
  const sealed = new Set(items.map(({ subject, sk }) => `${subject} ${sk}`));
  for (const [subject, said] of log) {
    const rev = here.get(subject);
    if (rev === undefined) {
      for (const gap of said.gaps) missing.push({ subject, what: "a change is not in the log", rev: gap });
      extra.push({ subject, what: "the log knows a record that is gone", rev: said.rev });
    }
    for (const [sk, { digest = "" }] of said.items)
      if (!sealed.has(`${subject} ${sk}`))
        extra.push({ subject, what: "the log knows a ledger record that is gone", item: sk, expected: digest });
  }
};
