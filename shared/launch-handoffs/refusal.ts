import { type Fault, Problem, type ProblemCode } from "../kernel/problem.ts";
import { isDocumentsWord } from "./launch-request.ts";

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

/** Whether a launch was refused once its request was read, so that its project tells of it. */
export const isBegun = ({ members: { step_failed } }: Problem): boolean =>
  step_failed !== undefined && step_failed !== "read_request";

/** A launch that is not done, the step that it failed at, and the page to go back to. */
export const refusal = (
  code: ProblemCode,
  detail: string,
  step: LaunchStep,
  returnTo: WizardStep,
  faults: readonly Fault[] = [],
  members: Readonly<Record<string, unknown>> = {},
): Problem => new Problem(code, detail, faults, { ...rolledBack(step, returnTo), ...members });

/** The page of the wizard that a member of the request is entered on (steps 1 to 5); step 6 sends all of it. */
export const pageOf = ([form = "", field = ""]: readonly string[]): WizardStep => {
  if (["formulation_id", "validation_token"].includes(form)) return 1;
  if (["product_action", "product_id", "product_data"].includes(form)) return 2;
  if (form === "bom_data") return 3;
  if (form === "pilot_wo_data" && field === "routing_id") return 5;
  return ["create_pilot_wo", "pilot_wo_data"].includes(form) ? 4 : 6;
};

/** AC-12, where the database did not answer: the user may retry from step 7. */
const NETWORK_ERROR = "Handoff failed: Network error. Please retry.";

/**
 * What was refused before a launch was decided, or by the database, in the document's words (HandoffErrorResponse, AC-12).
 * @param isEnded whether the launch came to this end itself; of a call that broke off, nobody knows what it has done
 */
export const notExecuted = (problem: Problem, isEnded = false): Problem => {
  const { code, message, faults } = problem;
  if (isRefusal(problem)) return problem;
  switch (code) {
    case "INVALID_REQUEST":
      return notReadable(problem);
    case "UNAVAILABLE":
      return new Problem(code, NETWORK_ERROR, faults, rolledBack("validate", 7));
    case "OUTCOME_UNKNOWN":
      return new Problem(code, NETWORK_ERROR, faults, { ...rolledBack("commit", 7), rollback_completed: isEnded });
    case "BUSY":
      return new Problem(code, message, faults, rolledBack("commit", 7));
    case "INTERNAL":
      return new Problem(code, message, faults, { ...rolledBack("commit", 7), rollback_completed: isEnded });
    default:
      return new Problem(code, message, faults, rolledBack("read_request", 6));
  }
};

/** The first page of the wizard that is not filled in, and what it says of that: which field it is, the document's words tell. */
const notReadable = ({ code, message, faults }: Problem): Problem => {
  const pages = faults.map((fault) => ("pointer" in fault ? pageOf(fault.pointer.split("/").slice(1)) : 6));
  const page = pages.toSorted()[0] ?? 6;
  const first = faults[pages.indexOf(page)];
  const said = first && "pointer" in first && first.pointer !== "" ? toldOf(first) : message;
  return new Problem(code, said, faults, rolledBack("read_request", page));
};

const toldOf = ({ pointer, detail }: { pointer: string; detail: string }): string =>
  isDocumentsWord(detail) ? detail : `${pointer}: ${detail}`;
