import * as z from "zod/mini";
import type { PhaseMarks } from "./phase-mark.ts";
import { PHASES } from "./phase.ts";

/**
 * Where a page of packets begins, and what its pages show: the packets that were there when the first of them was read, so
 * that all pages are of one moment, whatever is recorded meanwhile.
 */
export type PagePlace = {
  /** The sort key of the last packet of the page before; undefined on the first. */
  after: string | undefined;
  /** The last version shown of each phase, in the order of the phases; 0 of none. */
  versions: readonly number[];
};

/** As a cursor has it: `PACKET#4#999990@3.0.0.9.0.0.0.0`. */
export const PagePlace = z.pipe(
  z.string().check(z.regex(/^PACKET#[1-8]#\d{6}@\d{1,6}(\.\d{1,6}){7}$/, "Expected a cursor of this list")),
  z.transform((cursor: string): PagePlace => {
    const [after, versions = ""] = cursor.split("@");
    return { after, versions: versions.split(".").map(Number) };
  }),
);

/** The first page of what a feature has now. */
export const firstPlace = (phases: PhaseMarks): PagePlace => ({
  after: undefined,
  versions: Array.from({ length: PHASES }, (_, at) => phases[at + 1]?.version ?? 0),
});

export const textOfPlace = ({ after = "", versions }: PagePlace): string => `${after}@${versions.join(".")}`;
