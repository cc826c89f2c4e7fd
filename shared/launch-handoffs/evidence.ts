import Big from "big.js";
import { type ComplianceDoc, type DocType, typeOf } from "./compliance-doc.ts";
import type { Costing } from "./costing.ts";
import type { Formulation } from "./formulation.ts";
import { byVersion } from "./numbering.ts";
import { isSameId, type RecordId } from "./record-id.ts";

/** The formulation that a project hands off unless told otherwise: the newest that is approved or locked, else the newest. */
export const activeFormulation = (formulations: readonly Formulation[]): Formulation | undefined => {
  const agreed = formulations.filter(({ status }) => status !== "draft");
  const candidates = agreed.length > 0 ? agreed : formulations;
  return candidates.toSorted((a, b) => byVersion(a.formulation_number, b.formulation_number)).at(-1);
};

/** The newest that is approved or locked, where it is newer than the chosen one. */
export const newerThan = (chosen: Formulation | undefined, all: readonly Formulation[]): Formulation | undefined => {
  const newest = activeFormulation(all);
  if (!chosen || !newest || newest.status === "draft") return undefined;
  return byVersion(newest.formulation_number, chosen.formulation_number) > 0 ? newest : undefined;
};

/**
 * The costing that counts for a formulation: its own row once Finance has decided on it, else the project's, else its own as
 * it stands. Of several the approved one, and of those the last.
 */
export const costingFor = (rows: readonly Costing[], id: RecordId | undefined): Costing | undefined => {
  const own = bestOf(
    rows.filter((row) => row.formulation_id !== null && id !== undefined && isSameId(row.formulation_id, id)),
  );
  if (own?.status === "approved" || own?.status === "rejected") return own;
  return bestOf(rows.filter((row) => row.formulation_id === null)) ?? own;
};

const bestOf = (rows: readonly Costing[]): Costing | undefined =>
  rows.findLast(({ status }) => status === "approved") ?? rows.at(-1);

/**
 * By how many percent the cost is above its target: as its system says, else from the actual cost or the estimated one.
 * Whatever costs something is above a target of 0 by more than any percentage.
 */
export const variancePct = (costing: Costing | undefined): Big | "unbounded" | undefined => {
  if (!costing) return undefined;
  const { variance_pct, target_cost, actual_cost, estimated_cost } = costing;
  if (variance_pct !== null) return new Big(variance_pct);
  const target = new Big(target_cost);
  const cost = new Big(actual_cost ?? estimated_cost);
  if (target.eq(0)) return cost.eq(0) ? undefined : "unbounded";
  return cost.minus(target).div(target).times(100);
};

const REQUIRED_DOCS: readonly { label: string; types: readonly DocType[] }[] = [
  { label: "HACCP", types: ["haccp", "haccp_plan"] },
  { label: "Label Proof", types: ["label", "label_proof"] },
];

/** The labels of the required documents that are not there. One that was taken back does not count. */
export const missingDocs = (docs: readonly ComplianceDoc[]): string[] => {
  const there = docs.filter(({ deleted_at }) => deleted_at === null).map(typeOf);
  return REQUIRED_DOCS.filter(({ types }) => !there.some((type) => type && types.includes(type))).map(
    ({ label }) => label,
  );
};
