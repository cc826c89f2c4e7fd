import * as z from "zod/mini";

/** Any UUID, whatever its version, in lower case: one id has one key. */
export const Uuid = z.guid("Expected a UUID").check(z.toLowerCase());

const A_MOMENT = "Expected a date and time with its offset, such as 2026-03-02T08:00:00Z";

/** A moment with its offset, of a date that exists, in a form of its own. RFC 3339 lets `t` and `z` be written small. */
export const instantAs = (form: (text: string) => string) =>
  z.pipe(
    z.string(A_MOMENT).check(z.toUpperCase(), z.iso.datetime({ offset: true, error: A_MOMENT, abort: true })),
    z.pipe(z.transform(form), z.string().check(z.regex(/^\d{4}-/, "Expected a year of four digits in UTC"))),
  );

const IN_UTC = "2026-03-02T08:00:00.000Z".length;

/** A moment in UTC with milliseconds. Most are so already: all that we read of our own. */
export const inUtc = (text: string): string =>
  text.length === IN_UTC && text.endsWith("Z") ? text : new Date(text).toISOString();

/** A moment with its offset, of a date that exists; kept and answered in UTC with milliseconds. */
export const Instant = instantAs(inUtc);

const A_DATE = "Expected a date that exists, such as 2026-03-02";

/** A day that exists, from the year 1000 on. */
export const CalendarDate = z.iso
  .date({ error: A_DATE, abort: true })
  .check(z.refine((date) => !date.startsWith("0"), A_DATE));

/** A whole number of things. */
export const Count = z.int().check(z.nonnegative());

/** Text a person wrote: 1 to `max` code points, not blank, in Unicode's composed form (NFC). */
export const text = (max: number) =>
  z.string().check(
    z.refine((value) => value.trim() !== "", { error: "Write something: this is blank", abort: true }),
    z.refine((value) => value.length <= 2 * max && Array.from(value).length <= max, {
      error: `Expected at most ${max} characters`,
      abort: true,
    }),
    z.refine((value) => value === value.normalize("NFC"), "Expected composed Unicode text (NFC)"),
  );

/** A SHA-256 in lower-case hex. */
export const Digest = z.string().check(z.regex(/^[0-9a-f]{64}$/, "Expected a SHA-256 in lower-case hex"));
