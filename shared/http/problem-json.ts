import { type Fault, Problem, type ProblemCode } from "../kernel/problem.ts";

/** The status and the title of every code; a new code without them does not compile. */
const kinds = {
  INVALID_REQUEST: [400, "The request does not match its contract"],
  MALFORMED_JSON: [400, "The body is not acceptable JSON"],
  FORBIDDEN: [403, "Your roles do not allow this"],
  NOT_FOUND: [404, "Not found"],
  PRECONDITION_FAILED: [412, "The record is not at the version you named"],
  TOO_LARGE: [413, "The body is too large"],
  UNSUPPORTED_MEDIA_TYPE: [415, "The body must be application/json"],
  IDEMPOTENCY_KEY_REUSED: [422, "This Idempotency-Key belongs to another request"],
  BUSY: [503, "Too many writers at once"],
  OUTCOME_UNKNOWN: [503, "The outcome is not known"],
  INTERNAL: [500, "Something unexpected happened"],
  LOG_INCONSISTENT: [409, "The log is not what it was"],
  INVALID_STATUS: [409, "The run's status does not allow this"],
  INVALID_WINDOW: [422, "The run ends before it starts"],
  SNAPSHOT_EXISTS: [409, "The run's readiness is locked already"],
  SNAPSHOT_REQUIRED: [409, "The run has no readiness snapshot"],
  ELIGIBILITY_REQUIRED: [409, "The run has not been evaluated"],
  ELIGIBILITY_STALE: [409, "The evaluation is of an older snapshot"],
  HANDOFF_EXISTS: [409, "A handoff is recorded for this run"],
  RUN_NOT_REVERTED: [409, "The run was not reverted to draft"],
  RESULTS_REQUIRED: [409, "There are no results to review"],
  CHECKLIST_NOT_PASSED: [409, "The reviewer's checklist is not passed"],
  OWN_WORK: [403, "Nobody reviews their own work"],
  ANSWERS_REQUIRED: [409, "The questions have not been answered"],
  BUILD_NOT_RELEASED: [409, "The reviewer has not let the builder go"],
  BUILD_UNDER_WAY: [409, "The questions come before the build"],
  PROMPT_CONTRACT_REQUIRED: [409, "There is no prompt contract"],
  PROMPT_CONTRACT_EXISTS: [409, "This version of the prompt contract exists"],
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
};

/**
 * A refusal as RFC 9457 problem details, with the members that older callers read: `success`, `error`, `error_code`.
 * Whatever is not a Problem becomes INTERNAL and tells the caller nothing of its cause.
 */
export const problemJson = (error: unknown, instance: string, requestId: string): ProblemJson => {
  const problem =
    error instanceof Problem
      ? error
      : new Problem("INTERNAL", "Nothing is wrong with your request. Send it again with the same Idempotency-Key.");
  const [status, title] = kinds[problem.code];
  return {
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
