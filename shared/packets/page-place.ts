import * as z from "zod/mini";

/** The place where a page of packets ended: the sort key of its last. */
export const PagePlace = z.string().check(z.regex(/^PACKET#[1-8]#\d{6}$/, "Expected a cursor of this list"));
