import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { ReviewVerdict } from "./builder-handoff.ts";
import { ChecklistItem, checklistOf, type Evidence } from "./checklist.ts";
import { markOf } from "./document-submission.ts";
import { type BuilderChange, type BuilderRecord, isBuilder } from "./handoff-record.ts";
import { Statement, statementsOf } from "./statement.ts";
import { sealed, type Step } from "./submission.ts";

export const ReviewInput = z.strictObject({
  verdict: z.enum(["VALIDATED", "validated", "returned", "RETURNED"]),
  notes: z.nullish(text(4_000)),
});
export type ReviewInput = z.infer<typeof ReviewInput>;

/** A review as it is sealed: the verdict, the checklist it rests on, and the statements for others' tools. */
export const Review = z.object({
  handoff_id: z.string(),
  version: z.int(),
  verdict: ReviewVerdict,
  notes: z.nullable(z.string()),
  reviewed_by: z.string(),
  reviewed_at: z.string(),
  spec_version: z.int(),
  results_version: z.int(),
  /** The results it was compared with, at their version. */
  compared_with: z.nullable(z.object({ handoff_id: z.string(), version: z.nullable(z.int()) })),
  checklist: z.array(ChecklistItem),
  statements: z.record(z.string(), Statement),
});
export type Review = z.infer<typeof Review>;

/**
 * The reviewer's verdict on the newest results. VALIDATED needs every item of the checklist to pass.
 * @param first the handoff as this call read it first: results that came meanwhile are not what the reviewer speaks of
 * @throws Problem RESULTS_REQUIRED, OWN_WORK, CHECKLIST_NOT_PASSED
 */
export const reviewHandoff = (
  record: BuilderRecord,
  first: BuilderRecord,
  input: ReviewInput,
  evidence: Evidence,
  step: Step,
): BuilderChange => {
  assertResultsIn(record, first);
  if (!evidence.results) throw resultsRequired(record);
  const { spec, results, comparison } = evidence;
  assertNotOwnWork(record, step.by.id, "review their own work");
  const verdict = /^validated$/i.test(input.verdict) ? "VALIDATED" : "returned";
  const checklist = checklistOf({ spec, results, comparison });
  if (verdict === "VALIDATED") assertPassed(checklist);
  const version = record.versions.REVIEW + 1;
  const reviewed_at = step.now.toISOString();
  const { predecessor } = comparison;
  const payload: Review = {
    ...{ handoff_id: record.id, version, verdict, notes: input.notes ?? null, reviewed_by: step.by.id, reviewed_at },
    ...{ spec_version: spec.version, results_version: results.version },
    compared_with: predecessor && { handoff_id: predecessor.handoff_id, version: predecessor.version },
    checklist,
    statements: statementsOf({ verdict, reviewed_at, spec, results, checklist }),
  };
  const made = sealed(step.id, payload);
  return {
    record: {
      ...record,
      state: verdict,
      review: { ...markOf(version, made, step), verdict, results_version: results.version },
      validated: verdict === "VALIDATED" ? results.version : record.validated,
      versions: { ...record.versions, REVIEW: version },
    },
    event: verdict === "VALIDATED" ? "builder_handoff_validated" : "builder_handoff_returned",
    facts: { version, verdict, results_version: results.version },
    sealed: { ...made, kind: "REVIEW", version },
  };
};

/** What the reviewer has read must be what is there. */
const assertResultsIn = (record: BuilderRecord, first: BuilderRecord): void => {
  if (record.state !== "results_in") throw resultsRequired(record);
  if (record.results?.version !== first.results?.version)
    throw new Problem("RESULTS_REQUIRED", "New results came in meanwhile. Read them and decide again.");
};

const resultsRequired = ({ state }: BuilderRecord): Problem =>
  new Problem("RESULTS_REQUIRED", `This handoff is ${state}. It is reviewed once its results are in.`);

/** @throws Problem OWN_WORK (Reviewer Checklist: the review process is to enforce the standard) */
export const assertNotOwnWork = (record: BuilderRecord, reviewer: string, what: string): void => {
  if (isBuilder(record, reviewer))
    throw new Problem("OWN_WORK", `You worked on this handoff, and a builder may not ${what}. Ask another reviewer.`);
};

const assertPassed = (checklist: readonly ChecklistItem[]): void => {
  const failed = checklist.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw new Problem(
    "CHECKLIST_NOT_PASSED",
    `${failed.length} of ${checklist.length} items do not pass: ${failed.map(({ item }) => item).join(", ")}. Return the handoff, or have new results submitted.`,
    failed.map(({ item, says, findings }) => ({
      parameter: item,
      detail:
        findings.length > 0
          ? findings
              .slice(0, 5)
              .map(({ rule, found }) => `${rule}: ${found}`)
              .join("; ")
          : `Not shown: ${says}`,
    })),
  );
};
