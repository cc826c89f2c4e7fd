import * as z from "zod/mini";
import { Problem } from "../kernel/problem.ts";
import type { FeatureRecord } from "./feature-record.ts";
import { PHASES } from "./phase.ts";

/**
 * Where a page of packets begins, and what its pages show: the packets that were there when the first of them was read, so
 * that all pages are of one moment, whatever is recorded meanwhile.
 */
export type PagePlace = {
  featureId: string;
  /** The sort key of the last packet of the page before; undefined on the first. */
  after: string | undefined;
  /** The last version shown of each phase, in the order of the phases; 0 of none. */
  versions: readonly number[];
};

const OF_THIS_LIST = "Expected a cursor of this list";

/** As a cursor has it: the feature, then `PACKET#4#999990`, then `3.0.0.9.0.0.0.0`. */
export const PagePlace = z.pipe(
  z.string().check(z.regex(/^[0-9a-f-]{36}@PACKET#[1-8]#\d{6}@\d{1,6}(\.\d{1,6}){7}$/, OF_THIS_LIST)),
  z.transform((cursor: string): PagePlace => {
    const [featureId = "", after, versions = ""] = cursor.split("@");
    return { featureId, after, versions: versions.split(".").map(Number) };
  }),
);

/**
 * Where to read on in a feature; without a cursor, from the beginning of what it has now.
 * @throws Problem INVALID_REQUEST for the cursor of another feature's list
 */
export const placeIn = ({ feature, phases }: FeatureRecord, cursor: PagePlace | undefined): PagePlace => {
  const featureId = feature.id;
  if (cursor && cursor.featureId !== featureId)
    throw new Problem("INVALID_REQUEST", `cursor: ${OF_THIS_LIST}.`, [{ parameter: "cursor", detail: OF_THIS_LIST }]);
  const versions = Array.from({ length: PHASES }, (_, at) => phases[at + 1]?.version ?? 0);
  return cursor ?? { featureId, after: undefined, versions };
};

export const textOfPlace = ({ featureId, after = "", versions }: PagePlace): string =>
  `${featureId}@${after}@${versions.join(".")}`;
