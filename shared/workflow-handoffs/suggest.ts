import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { isPath } from "./arguments.ts";
import type { Block } from "./block.ts";
import { circumstances } from "./circumstances.ts";
import { Context } from "./context.ts";
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

const SUMMARY = "ai/commands/workflow-summary.sh";
const REQUEST = "ai/tools/operator-daemon/request-action.sh";
const CHUNK = "<path-to-active-chunk>";

/** What every block begins as: nothing applies, until something does. */
const nothing: Block = {
  canonical_state: NOT_APPLICABLE,
  gate_checked: "none",
  result: "needs_review",
  blockers: "None.",
  recommended_next_action: "Review the intake text and decide what becomes of it.",
  immediate_next_step: "Read the intake text.",
  human_review_command: NOT_APPLICABLE,
  prompt_handoff_command: NOT_APPLICABLE,
  transition_command: NOT_APPLICABLE,
  post_approval_command: NOT_APPLICABLE,
  autopilot_continuation: NOT_APPLICABLE,
  trusted_daemon_git_commands: NOT_APPLICABLE,
  human_approval_needed: "no",
};

const prompted = (role: string, action: string): Block => ({
  recommended_next_action: action,
  immediate_next_step: "Generate the prompt for the next role and start that role with it.",
  prompt_handoff_command: `ai/commands/prompt-synthesize.sh ${role}`,
  optional_prompt_review_command: `ai/commands/prompt-synthesize.sh review ${role}`,
});

const decided = (blocker: string, question: string): Block => ({
  result: "blocked",
  blockers: blocker,
  recommended_next_action: "A human decides how the chunk goes on; nothing is handed to a role before that.",
  immediate_next_step: "Read the workflow summary, then answer the question in ai/tools/operator-questions/ask.sh.",
  human_review_command: SUMMARY,
  human_approval_needed: `yes, ${question}`,
});

/** What Command Selection prescribes for a state whose gate has passed. */
const byState: Record<string, (context: Context) => Block> = {
  ready_for_qa: () => ({ result: "passed", ...prompted("qa", "Hand the chunk to QA for verification.") }),
  qa_blocked_fixable: () => ({
    result: "blocked",
    blockers: "QA found defects that the developer can fix; QA's report lists them.",
    ...prompted("dev-fix", "Hand the chunk back to the developer to fix what QA found."),
  }),
  qa_blocked_requires_decision: () =>
    decided("QA is blocked by a question that only a human can decide.", "a human decides the open question"),
  qa_blocked_scope_change: () =>
    decided("QA is blocked: what is needed lies outside the approved scope.", "a human decides about the scope"),
  retry_limit_reached: () => decided("The retry limit is reached.", "a human decides whether to try again"),
  developer_pass: ({ prompt_safe }) => ({
    result: "needs_implementation",
    ...(prompt_safe === false
      ? {
          recommended_next_action: "Hold the developer prompt back until it is safe to give.",
          immediate_next_step: "Find out what makes the prompt unsafe and resolve it.",
        }
      : prompted("dev", "Hand the chunk to the developer for the next pass.")),
  }),
  ready_to_complete: ({ active_chunk = CHUNK }) => ({
    result: "ready_to_complete",
    recommended_next_action: "Review the chunk, and on approval have the daemon move it to its completed state.",
    immediate_next_step: "Read the workflow summary and decide on the completion.",
    human_review_command: SUMMARY,
    post_approval_command: `${REQUEST} --action complete_chunk --target ${shellWord(isPath(active_chunk) ? active_chunk : CHUNK)}`,
    human_approval_needed: "yes, a human confirms the completion of the chunk",
  }),
  commit_ready: () => ({
    result: "commit_ready",
    recommended_next_action: "Have the daemon stage the reviewed files and record them in Git.",
    immediate_next_step: "Compare the reviewed files with the working tree.",
    human_review_command: "git status --short --untracked-files=all",
    trusted_daemon_git_commands: `\`${REQUEST} --action git_add_approved --files "<reviewed files>"\` and \`${REQUEST} --action git_commit --message "<message>"\``,
  }),
  [NOT_APPLICABLE]: () => ({}),
};

/** A path as one word of a shell. */
const shellWord = (path: string): string =>
  /^(?:[\w./@:+-]+|<[\w -]+>)$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

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
