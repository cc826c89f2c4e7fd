import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import type { Block } from "./block.ts";
import { circumstances } from "./circumstances.ts";
import { Context } from "./context.ts";
import { byState, nothing } from "./prescribed.ts";
import { type Guide, guideOf, knownStates, NOT_APPLICABLE } from "./state.ts";

/** The state of a lifecycle, and what is known. Pure intake text has no chunk yet and comes from the requirements roles. */
export const SuggestInput = z
  .strictObject({
    state: z.enum(knownStates),
    gate_result: z._default(z.enum(["passed", "blocked"]), "passed"),
    /** What keeps the gate from passing, if the caller knows. */
    blockers: z.optional(text(2_000)),
    context: z.prefault(Context, {}),
  })
  .check(
    z.refine(({ state, context }) => state !== NOT_APPLICABLE || isIntake(context), {
      error: "Expected a lifecycle state: what has a chunk, or comes from a later role, is no pure intake text",
      path: ["state"],
    }),
  );
const isIntake = ({ active_chunk, role }: Context): boolean =>
  active_chunk === undefined && (role === undefined || role.startsWith("requirements_"));
export type SuggestInput = z.infer<typeof SuggestInput>;

type Change = (block: Block, input: SuggestInput, guide: Guide | undefined) => Block;

const withheld = (block: Block): Block => {
  const { optional_prompt_review_command: _review, ...rest } = block;
  return {
    ...rest,
    prompt_handoff_command: NOT_APPLICABLE,
    transition_command: NOT_APPLICABLE,
    post_approval_command: NOT_APPLICABLE,
    trusted_daemon_git_commands: NOT_APPLICABLE,
  };
};

/** A gate that did not pass hands nothing on. QA that is blocked was so before. */
const blockedGate: Change = (block, { gate_result, blockers }, guide) => {
  if (gate_result === "passed") return blockers ? { ...block, ...(block.blockers !== "None." && { blockers }) } : block;
  if (block.result === "blocked") return { ...block, blockers: blockers ?? block.blockers ?? "" };
  return {
    ...withheld(block),
    result: "blocked",
    blockers: blockers ?? `The gate ${guide?.gate ?? "that was checked"} did not pass; its report says why.`,
    recommended_next_action: "Resolve the blockers and check the gate again.",
    immediate_next_step: "Read what the gate reported and resolve the first blocker.",
    human_approval_needed: "no",
  };
};

const ACCEPTANCE = "Acceptance Criteria Verification is missing, stale, unmarked or blocked.";

const staleAcceptance: Change = (block, { context }, guide) => {
  if (context.acceptance_verification_current !== false) return block;
  const reported = block.blockers === "None." ? ACCEPTANCE : `${block.blockers ?? ""}\n${ACCEPTANCE}`;
  if (guide?.needsDecision) return { ...block, blockers: reported };
  return {
    ...withheld(block),
    ...(block.result === "blocked" && { prompt_handoff_command: block.prompt_handoff_command ?? NOT_APPLICABLE }),
    result: "blocked",
    blockers: reported,
    recommended_next_action: "Bring the Acceptance Criteria Verification of the chunk up to date.",
    immediate_next_step: "Verify and mark each acceptance criterion of the chunk.",
    human_approval_needed: "no",
  };
};

/**
 * The block that Command Selection prescribes for a state, the result of its gate and what is known besides. Judged in the same
 * context it has no blocker; placeholders in angle brackets are left for the caller to fill.
 */
export const suggest = (input: SuggestInput): Block => {
  const { state, context } = input;
  const guide = guideOf(state);
  const begun: Block = {
    ...nothing,
    canonical_state: state,
    gate_checked: guide?.gate ?? "none",
    ...byState[state]?.(context),
  };
  const judged = [blockedGate, staleAcceptance].reduce((block, change) => change(block, input, guide), begun);
  return circumstances.reduce((block, circumstance) => circumstance(block, context, guide), judged);
};
