import * as z from "zod/mini";

/** The place of an entry, or the size of a log, as a path or a query says it. */
export const LogIndex = z.pipe(
  z.string().check(z.regex(/^(0|[1-9][0-9]{0,11})$/, "Expected a whole number of at most 12 digits")),
  z.transform(Number),
);
