import { type Answer, created, ok } from "../kernel/answer.ts";
import { Problem } from "../kernel/problem.ts";

/** The entity tag of a mutable record: its rev. */
export const etag = (rev: number): Record<string, string> => ({ etag: `"${rev}"` });

/**
 * Holds `If-Match` and `If-None-Match: *` against the rev of the record; `rev` is undefined where there is none.
 * @throws Problem PRECONDITION_FAILED
 */
export const assertMatch = (headers: Readonly<Record<string, string | undefined>>, rev: number | undefined): void => {
  const { "if-match": match, "if-none-match": noneMatch } = headers;
  const isHere = rev !== undefined;
  if (match !== undefined && !(isHere && (match.trim() === "*" || tagsOf(match).includes(`"${rev}"`))))
    throw new Problem(
      "PRECONDITION_FAILED",
      `If-Match is ${match}, ${standing(rev)}. Read the record and decide again.`,
    );
  if (noneMatch?.trim() === "*" && isHere)
    throw new Problem("PRECONDITION_FAILED", `If-None-Match is *, ${standing(rev)}. Read the record and decide again.`);
};

const tagsOf = (list: string): string[] => list.split(",").map((tag) => tag.trim());

const standing = (rev: number | undefined): string =>
  rev === undefined ? "and there is no record" : `and the record is at "${rev}"`;

type Headers = Readonly<Record<string, string | undefined>>;
type Revised = { record: { rev: number }; isNew?: boolean };

/** A rule that is asked only where `If-Match` holds. @throws Problem PRECONDITION_FAILED */
export const ifMatching =
  <Known extends { rev: number }, Change>(headers: Headers, rule: (record: Known) => Change) =>
  (record: Known): Change => {
    assertMatch(headers, record.rev);
    return rule(record);
  };

/** What a PUT answers of what it wrote: 201 where it was not there before, else 200, with its entity tag. */
export const putAnswer =
  <Change extends Revised>(shown: (record: Change["record"]) => unknown) =>
  ({ record, isNew = false }: Change): Answer =>
    (isNew ? created : ok)(shown(record), etag(record.rev));
