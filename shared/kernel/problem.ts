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
  | "UNAVAILABLE"
  | "OUTCOME_UNKNOWN"
  | "INTERNAL"
  // the log
  | "LOG_INCONSISTENT"
  | "LOG_BEHIND"
  // runs
  | "INVALID_STATUS"
  | "INVALID_WINDOW"
  | "SNAPSHOT_EXISTS"
  | "SNAPSHOT_REQUIRED"
  | "ELIGIBILITY_REQUIRED"
  | "ELIGIBILITY_STALE"
  | "HANDOFF_EXISTS"
  | "RUN_NOT_REVERTED"
  // packets
  | "VERSION_CONFLICT"
  // launches
  | "VALIDATION_FAILED"
  | "NOT_AT_G4"
  | "ALREADY_LAUNCHED"
  | "LAUNCH_NEEDS_HANDOFF"
  | "HANDOFF_IN_PROGRESS"
  | "NPD_ONLY_MODE"
  | "FORMULATION_NOT_FOUND"
  | "FORMULATION_NOT_LOCKED"
  | "FORMULATION_NOT_APPROVED"
  | "FORMULATION_LOCKED"
  | "PRODUCT_NOT_FOUND"
  | "ROUTING_INACTIVE"
  | "EFFECTIVE_RANGE_OVERLAP"
  | "CIRCULAR_BOM"
  | "DUPLICATE_PRODUCT_CODE"
  | "DUPLICATE_BOM_NUMBER"
  | "DUPLICATE_WO_NUMBER"
  // workflow handoffs
  | "BLOCKERS_FOUND"
  | "HANDOFF_UNKNOWN"
  | "NOT_RECIPIENT"
  | "NOT_SENDER"
  | "HUMAN_REQUIRED"
  | "NOT_ACCEPTED"
  | "ALREADY_RECEIVED"
  | "HANDOFF_WITHDRAWN"
  | "HANDOFF_SUPERSEDED"
  | "APPROVAL_NOT_ASKED"
  | "APPROVAL_EXISTS"
  | "APPROVAL_PENDING"
  | "APPROVAL_DECLINED"
  | "APPROVAL_FOREIGN"
  | "APPROVAL_STALE"
  | "APPROVAL_EXPIRED"
  | "APPROVAL_USED"
  // builder handoffs
  | "SPEC_REQUIRED"
  | "RESULTS_REQUIRED"
  | "CHECKLIST_NOT_PASSED"
  | "OWN_WORK"
  | "ANSWERS_REQUIRED"
  | "BUILD_NOT_RELEASED"
  | "BUILD_UNDER_WAY"
  | "PROMPT_CONTRACT_REQUIRED"
  | "PROMPT_CONTRACT_EXISTS"
  | "PROMPT_CONTRACT_FAILS"
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
  /** What the answer says beside that, such as what became of a transaction. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    faults: readonly Fault[] = [],
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.faults = faults;
    this.members = members;
  }
}

/** Absent, another tenant's and not yet made look alike to the caller, so they share one text. */
export const notFound = () => new Problem("NOT_FOUND", "There is nothing here for your tenant. Check the id.");
