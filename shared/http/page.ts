import * as z from "zod/mini";

/** How many a page holds: 1 to `most`, and `usual` unless told. */
export const limitUpTo = (most: number, usual: number) =>
  z._default(
    z.pipe(
      z.string().check(
        z.regex(/^[1-9][0-9]{0,5}$/, { error: `Expected a number from 1 to ${most}`, abort: true }),
        z.refine((text) => Number(text) <= most, `Expected a number from 1 to ${most}`),
      ),
      z.transform(Number),
    ),
    usual,
  );

/** What most lists take. */
export const Limit = limitUpTo(100, 50);

/** The place where a page ended, opaque to callers. */
export const Cursor = z.pipe(
  z.string().check(z.maxLength(500), z.regex(/^[A-Za-z0-9_-]+$/, "Expected a cursor that a page's Link header gave")),
  z.transform((cursor) => Buffer.from(cursor, "base64url").toString()),
);

/** The header that leads to the next page (RFC 8288); none after the last. */
export const linkToNext = (
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
  next: string | undefined,
): Record<string, string> => {
  if (next === undefined) return {};
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  search.set("cursor", Buffer.from(next).toString("base64url"));
  return { link: `<${path}?${search.toString()}>; rel="next"` };
};
