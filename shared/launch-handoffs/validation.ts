import * as z from "zod/mini";
import { Project } from "./project.ts";
import { RecordId } from "./record-id.ts";
import { checksOf, type Evidence, ValidationCheck, warningsIn } from "./validation-check.ts";
import { tokenOf } from "./validation-token.ts";

/** Step 1 of the wizard (HandoffValidationResponse), with the token that lets the execution notice what changed since. */
export const Validation = z.object({
  project: z.pick(Project, { id: true, project_number: true, project_name: true, current_gate: true, status: true }),
  validation: z.object({
    can_handoff: z.boolean(),
    checks: z.array(ValidationCheck),
    blockers: z.array(z.string()),
    summary: z.string(),
  }),
  formulation_id: z.nullable(RecordId),
  validation_token: z.string(),
});
export type Validation = z.infer<typeof Validation>;

/** What is said of a validation that blocks nothing (AC-2, AC-7). */
export const passed = (warnings: readonly string[]): string =>
  warnings.length === 0 ? "All checks passed" : `No blockers, but mind: ${warnings.join(". ")}`;

/** Judges whether a project may be handed off (AC-2). */
export const validate = (evidence: Evidence): Validation => {
  const { id, project_number, project_name, current_gate, status } = evidence.record.project;
  const checks = checksOf(evidence);
  const blockers = checks.flatMap((check) => (check.status === "fail" ? (check.message ?? check.description) : []));
  return {
    project: { id, project_number, project_name, current_gate, status },
    validation: {
      can_handoff: blockers.length === 0,
      checks,
      blockers,
      summary: blockers.length === 0 ? `${passed(warningsIn(checks))} - Ready for handoff` : blockers.join(". "),
    },
    formulation_id: evidence.formulation?.id ?? null,
    validation_token: tokenOf(evidence),
  };
};
