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
