import { type Fault, Problem, type ProblemCode } from "../kernel/problem.ts";

/** What a launch does, in the document's order (AC-8). A refusal names the one that failed. */
export type LaunchStep =
  | "read_request"
  | "validate"
  | "lock_formulation"
  | "create_product"
  | "update_product"
  | "create_bom"
  | "copy_bom_items"
  | "create_pilot_wo"
  | "link_routing"
  | "launch_project"
  | "log_event"
  | "commit";

/** The page of the wizard where the user can mend it. */
export type WizardStep = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a refused launch says beside its error: everything it would have done is undone (HandoffErrorResponse). */
export const rolledBack = (step_failed: LaunchStep, return_to_step: WizardStep) => ({
  rollback_completed: true,
  step_failed,
  return_to_step,
});

/** Whether a launch was refused by its rules: it was begun, and is certain not to be done. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Problem && error.members.step_failed !== undefined;

/** A launch that is not done, the step that it failed at, and the page to go back to. */
export const refusal = (
  code: ProblemCode,
  detail: string,
  step: LaunchStep,
  returnTo: WizardStep,
  faults: readonly Fault[] = [],
  members: Readonly<Record<string, unknown>> = {},
): Problem => new Problem(code, detail, faults, { ...rolledBack(step, returnTo), ...members });
