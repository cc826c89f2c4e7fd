/** What Command Selection prescribes at a lifecycle state. */
export type Guide = {
  /** The readiness gate that belongs to the state. */
  gate?: string;
  /** The role whose prompt comes next; `null` where the next action is no role handoff. */
  prompt: string | null;
  /** A human has to decide before anything else happens. */
  needsDecision: boolean;
  /** Whether a lifecycle transition is available: completing the chunk. */
  hasTransition: boolean;
};

const decision: Guide = { prompt: null, needsDecision: true, hasTransition: false };

/** The known states. The registry is open: a state that is not here is kept, with a warning, and prescribes nothing. */
export const states: Readonly<Record<string, Guide>> = {
  ready_for_qa: {
    gate: "ai/commands/workflow-state.sh --ready-for-qa",
    prompt: "qa",
    needsDecision: false,
    hasTransition: false,
  },
  qa_blocked_fixable: { prompt: "dev-fix", needsDecision: false, hasTransition: false },
  qa_blocked_requires_decision: decision,
  qa_blocked_scope_change: decision,
  retry_limit_reached: decision,
  developer_pass: { prompt: "dev", needsDecision: false, hasTransition: false },
  ready_to_complete: {
    gate: "ai/commands/workflow-state.sh --ready-to-complete",
    prompt: null,
    needsDecision: false,
    hasTransition: true,
  },
  commit_ready: { prompt: null, needsDecision: false, hasTransition: true },
};

/** Of intake text that is in no lifecycle file yet. */
export const NOT_APPLICABLE = "not_applicable";

export const knownStates = [...Object.keys(states), NOT_APPLICABLE];

/** Whether QA or the retries have come to an end there: nothing of the work is approved. */
export const isBlockedState = (state: string): boolean => /^qa_blocked_|^retry_limit_reached$/.test(state);

export const guideOf = (state: string): Guide | undefined => (Object.hasOwn(states, state) ? states[state] : undefined);
