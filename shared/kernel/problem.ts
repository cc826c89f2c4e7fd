/** Every refusal that a caller can meet. A code is part of the API: add, never rename. */
export type ProblemCode =
  // any route
  | "INVALID_REQUEST"
  | "MALFORMED_JSON"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "PRECONDITION_FAILED"
  | "TOO_LARGE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "IDEMPOTENCY_KEY_REUSED"
  | "BUSY"
  | "OUTCOME_UNKNOWN"
  | "INTERNAL"
  // the log
  | "LOG_INCONSISTENT"
  // runs
  | "INVALID_STATUS"
  | "INVALID_WINDOW"
  | "SNAPSHOT_EXISTS"
  | "SNAPSHOT_REQUIRED"
  | "ELIGIBILITY_REQUIRED"
  | "ELIGIBILITY_STALE"
  | "HANDOFF_EXISTS"
  | "RUN_NOT_REVERTED"
  // builder handoffs
  | "RESULTS_REQUIRED"
  | "CHECKLIST_NOT_PASSED"
  | "OWN_WORK"
  | "ANSWERS_REQUIRED"
  | "BUILD_NOT_RELEASED"
  | "BUILD_UNDER_WAY"
  | "PROMPT_CONTRACT_REQUIRED"
  | "PROMPT_CONTRACT_EXISTS"
  | "WAVE_NOT_VALIDATED"
  | "WAVE_CLOSED"
  | "DEPENDENCY_CYCLE";

/** One thing wrong: a JSON pointer (RFC 6901) into the body, or the name of a path, query or header parameter. */
export type Fault = { pointer: string; detail: string } | { parameter: string; detail: string };

/**
 * A refusal that the caller can understand: `detail` says what happened and what to do.
 * Anything else that is thrown is our own fault and leaves as INTERNAL without a word of it.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];

  constructor(code: ProblemCode, detail: string, faults: readonly Fault[] = []) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.faults = faults;
  }
}

/** Absent, another tenant's and not yet made look alike to the caller, so they share one text. */
export const notFound = () => new Problem("NOT_FOUND", "There is nothing here for your tenant. Check the id.");
