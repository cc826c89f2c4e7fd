import { type Fault, Problem, type ProblemCode } from "../kernel/problem.ts";

/** The status and the title of every code; a new code without them does not compile. */
const kinds = {
  INVALID_REQUEST: [400, "The request does not match its contract"],
  MALFORMED_JSON: [400, "The body is not acceptable JSON"],
  FORBIDDEN: [403, "Your roles do not allow this"],
  NOT_FOUND: [404, "Not found"],
  PRECONDITION_FAILED: [412, "The record is not at the version you named"],
  TOO_LARGE: [413, "This is too large"],
  UNSUPPORTED_MEDIA_TYPE: [415, "The body must be application/json"],
  IDEMPOTENCY_KEY_REUSED: [422, "This Idempotency-Key belongs to another request"],
  BUSY: [503, "Too many writers at once"],
  UNAVAILABLE: [503, "The database did not answer"],
  OUTCOME_UNKNOWN: [503, "The outcome is not known"],
  INTERNAL: [500, "Something unexpected happened"],
  LOG_INCONSISTENT: [409, "The log is not what it was"],
  LOG_BEHIND: [503, "The log does not have the newest changes yet"],
  INVALID_STATUS: [409, "The run's status does not allow this"],
  INVALID_WINDOW: [422, "The run ends before it starts"],
  SNAPSHOT_EXISTS: [409, "The run's readiness is locked already"],
  SNAPSHOT_REQUIRED: [409, "The run has no readiness snapshot"],
  ELIGIBILITY_REQUIRED: [409, "The run has not been evaluated"],
  ELIGIBILITY_STALE: [409, "The evaluation is of an older snapshot"],
  HANDOFF_EXISTS: [409, "A handoff is recorded for this run"],
  RUN_NOT_REVERTED: [409, "The run was not reverted to draft"],
  VERSION_CONFLICT: [409, "The packet would not have this version"],
  VALIDATION_FAILED: [409, "The project is not ready for its handoff"],
  NOT_AT_G4: [409, "The project is not at gate G4"],
  ALREADY_LAUNCHED: [409, "The project is launched"],
  LAUNCH_NEEDS_HANDOFF: [409, "Only the handoff launches a project"],
  HANDOFF_IN_PROGRESS: [409, "Another handoff of this project is under way"],
  NPD_ONLY_MODE: [409, "This tenant hands off by export"],
  FORMULATION_NOT_FOUND: [404, "The formulation does not exist"],
  FORMULATION_NOT_LOCKED: [409, "The formulation is not locked"],
  FORMULATION_NOT_APPROVED: [409, "The formulation is not approved"],
  FORMULATION_LOCKED: [409, "The formulation is locked"],
  PRODUCT_NOT_FOUND: [404, "The product does not exist"],
  ROUTING_INACTIVE: [409, "The routing is not active"],
  EFFECTIVE_RANGE_OVERLAP: [409, "The BOM's dates overlap those of another"],
  CIRCULAR_BOM: [409, "The product is its own ingredient"],
  DUPLICATE_PRODUCT_CODE: [409, "The product code is taken"],
  DUPLICATE_BOM_NUMBER: [409, "The BOM number is taken"],
  DUPLICATE_WO_NUMBER: [409, "The work order number is taken"],
  BLOCKERS_FOUND: [422, "The handoff breaks rules of its contract"],
  HANDOFF_UNKNOWN: [422, "A handoff that this one names is not there"],
  NOT_RECIPIENT: [403, "The handoff is for somebody else"],
  NOT_SENDER: [403, "Only the sender may do this"],
  HUMAN_REQUIRED: [403, "Only a human may decide this"],
  NOT_ACCEPTED: [409, "The handoff that this answers is not accepted"],
  ALREADY_RECEIVED: [409, "The receiver has answered already"],
  HANDOFF_WITHDRAWN: [409, "The sender has withdrawn the handoff"],
  HANDOFF_SUPERSEDED: [409, "A later handoff has taken this one's place"],
  APPROVAL_NOT_ASKED: [409, "The handoff asks for no approval"],
  APPROVAL_EXISTS: [409, "The handoff is approved already"],
  APPROVAL_PENDING: [409, "Nobody has decided on this approval yet"],
  APPROVAL_DECLINED: [409, "The approval was declined"],
  APPROVAL_FOREIGN: [409, "The approval is of another handoff"],
  APPROVAL_STALE: [409, "The approval is of another version of the handoff"],
  APPROVAL_EXPIRED: [409, "The approval has expired"],
  APPROVAL_USED: [409, "The approval was used already"],
  SPEC_REQUIRED: [404, "The handoff has no spec"],
  RESULTS_REQUIRED: [409, "There are no results to review"],
  CHECKLIST_NOT_PASSED: [409, "The reviewer's checklist is not passed"],
  OWN_WORK: [403, "Nobody reviews their own work"],
  ANSWERS_REQUIRED: [409, "The questions have not been answered"],
  BUILD_NOT_RELEASED: [409, "The reviewer has not let the builder go"],
  BUILD_UNDER_WAY: [409, "The questions come before the build"],
  PROMPT_CONTRACT_REQUIRED: [409, "There is no prompt contract"],
  PROMPT_CONTRACT_EXISTS: [409, "This version of the prompt contract exists"],
  PROMPT_CONTRACT_FAILS: [422, "Prompts of this contract fail their own rules"],
  WAVE_NOT_VALIDATED: [409, "A member of the wave is not VALIDATED"],
  WAVE_CLOSED: [409, "The wave is closed"],
  DEPENDENCY_CYCLE: [422, "Handoffs wait for each other in a circle"],
} as const satisfies Record<ProblemCode, readonly [status: number, title: string]>;

export type ProblemJson = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  request_id: string;
  success: false;
  error: string;
  error_code: ProblemCode;
  errors?: readonly Fault[];
  [member: string]: unknown;
};

/** Whatever is not a Problem becomes INTERNAL and tells the caller nothing of its cause. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem("INTERNAL", "Nothing is wrong with your request. Send it again with the same Idempotency-Key.");

/** A refusal as RFC 9457 problem details, with the members that older callers read: `success`, `error`, `error_code`. */
export const problemJson = (problem: Problem, instance: string, requestId: string): ProblemJson => {
  const [status, title] = kinds[problem.code];
  return {
    ...problem.members,
    type: `urn:baton:problem:${problem.code.toLowerCase()}`,
    title,
    status,
    detail: problem.message,
    instance,
    request_id: requestId,
    success: false,
    error: problem.message,
    error_code: problem.code,
    ...(problem.faults.length > 0 && { errors: problem.faults }),
  };
};
