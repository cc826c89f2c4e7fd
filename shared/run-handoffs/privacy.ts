import * as z from "zod/mini";
import { Count } from "../kernel/field.ts";

/** Words that speak of a person or of one request. Evidence about a run counts; it names nobody (Prompt 32: counts only). */
const PRIVATE = new Set([
  ...["id", "ids", "uuid", "guid", "email", "emails", "phone", "phones", "invoice", "invoices"],
  ...["contractor", "contractors", "resident", "residents", "tenant", "tenants", "person", "people"],
]);

/** The words of a key: `contractorId`, `contractor-id` and `contractor_id` have the same two. */
const wordsOf = (key: string): string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);

/** Whether a whole word of the key is private: `contractor_id` is, `evidence_count` is not. */
export const isPrivateKey = (key: string): boolean => wordsOf(key).some((word) => PRIVATE.has(word));

/** A key under which something is counted. */
const CountedKey = z.string().check(
  z.regex(
    /^\p{L}[\p{L}\p{N} _&/.-]{0,59}$/u,
    "Expected the name of a category: a letter, then letters and digits, blanks or _ & / . -, at most 60 characters",
  ),
  z.refine((key) => !/\d{5}|[0-9a-f]{8}-[0-9a-f]{4}-/i.test(key), "Readiness facts are counts: this key is an id"),
  z.refine((key) => !isPrivateKey(key), "Readiness facts are counts: this key names a person or a single thing"),
);

/** Counts, each under its key. What is wrong with a key is told in the key's own words. */
export const Counted = z.record(CountedKey, Count, {
  error: (issue) => (issue.code === "invalid_key" ? issue.issues[0]?.message : undefined),
});
