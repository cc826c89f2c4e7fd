import { hash } from "node:crypto";
import { canonicalText } from "../kernel/canonical.ts";

/** A document as it is sealed: its canonical text (RFC 8785) and the SHA-256 of those bytes in hex. */
export type Seal = { text: string; digest: string };

export const seal = (document: object): Seal => {
  const text = canonicalText(document);
  return { text, digest: digestOfText(text) };
};

export const digestOf = (document: object): string => digestOfText(canonicalText(document));

/**
 * The SHA-256 of what a ledger item says beside its payload: who, when, the note, the payload's own digest. Its leaf in the
 * log carries it, so that none of this can change unseen either.
 */
export const recordDigestOf = (item: Record<string, unknown>): string => digestOf(recordIn(item));

/** What a ledger item says beside its payload, its place and the request that made it, as JSON. */
export const recordIn = ({
  pk: _pk,
  sk: _sk,
  payload: _payload,
  once: _once,
  ...record
}: Record<string, unknown>): Record<string, unknown> => JSON.parse(canonicalText(record)) as Record<string, unknown>;

/** What a leaf says of a ledger item: the digest of its payload's bytes, and of everything beside them. */
export type Digests = { digest: string; record_digest: string };
export const digestsOf = (item: Record<string, unknown>): Digests => ({
  digest: digestOfText(String(item.payload)),
  record_digest: recordDigestOf(item),
});

/** Whether an item is what its leaf says. */
export const areSame = (item: Digests, leaf: { digest?: unknown; record_digest?: unknown }): boolean =>
  item.digest === leaf.digest && item.record_digest === leaf.record_digest;

/** SHA-256 in hex of the bytes of a text. */
export const digestOfText = (text: string): string => hash("sha256", text, "hex");
