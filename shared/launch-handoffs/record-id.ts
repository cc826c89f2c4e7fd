import * as z from "zod/mini";
import { text, Uuid } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";

/** The text that an id has in keys and paths: a UUID in lower case, 7 as `7`. */
export const RecordKey = z.pipe(
  z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, "Expected an id: 1 to 64 letters, digits, _ or -")),
  z.transform((id: string) => (Uuid.safeParse(id).success ? id.toLowerCase() : id)),
);

/** An id as upstream systems send it, a number or a text. It is answered as it was sent. */
export const RecordId = z.union(
  [z.int().check(z.positive()), RecordKey],
  "Expected an id: a whole number above 0, or 1 to 64 letters, digits, _ or -",
);
export type RecordId = z.infer<typeof RecordId>;

export const keyOf = (id: RecordId): string => String(id);
export const isSameId = (one: RecordId, other: RecordId): boolean => keyOf(one) === keyOf(other);

/** Who did something, as the system says it that sends it: an id or a name. */
export const Person = z.union([z.int(), text(128)], "Expected an id or a name of at most 128 characters");

/**
 * The id of the record at a path: as the body names it, else as it was before, else what the path says, of which digits are a number.
 * @throws Problem INVALID_REQUEST when the body names another
 */
export const idAt = (
  pathId: string,
  sent: RecordId | null | undefined,
  before: RecordId | undefined,
  field = "id",
): RecordId => {
  if (sent !== undefined && sent !== null && keyOf(sent) !== pathId)
    throw mismatch(`/${field}`, `The path names ${pathId}`);
  return sent ?? before ?? (isNumber(pathId) ? Number(pathId) : pathId);
};

const isNumber = (id: string): boolean => /^[1-9]\d*$/.test(id) && Number.isSafeInteger(Number(id));

export const mismatch = (pointer: string, detail: string): Problem =>
  new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
