import type { Block } from "./block.ts";
import { isCloseAndCommit } from "./close-commit.ts";
import { type Context, isUnregistered } from "./context.ts";
import { type Guide, NOT_APPLICABLE } from "./state.ts";

/** Brings a suggested block into line with what is known besides its state. */
export type Circumstance = (block: Block, context: Context, guide: Guide | undefined) => Block;

const withFirst = (block: Block, step: string): Block => ({
  ...block,
  immediate_next_step: `${step}\n${block.immediate_next_step ?? ""}`,
});

const also = (block: Block, action: string): Block => ({
  ...block,
  recommended_next_action: `${block.recommended_next_action ?? ""}\n${action}`,
});

const needsApproval = (block: Block, reason: string): Block =>
  block.human_approval_needed === "no" ? { ...block, human_approval_needed: `yes, ${reason}` } : block;

const withoutDaemon: Circumstance = (block, { daemon_available }, guide) =>
  daemon_available === false && guide?.hasTransition
    ? {
        ...block,
        recommended_next_action:
          "Stop, and report that the operator daemon must be running from the trusted local operator shell/tmux.",
        transition_command: NOT_APPLICABLE,
        post_approval_command: NOT_APPLICABLE,
        trusted_daemon_git_commands: NOT_APPLICABLE,
      }
    : block;

const milestonesOf = ({ stop_milestones = [] }: Context): string =>
  stop_milestones.length === 0
    ? "No stop milestones are configured."
    : `Configured stop milestones: ${stop_milestones.join(", ")}.`;

const onAutopilot: Circumstance = (block, context) =>
  context.autopilot_enabled
    ? {
        ...block,
        autopilot_continuation: [
          "Complete or archive the chunk, stage and record it in Git where policy allows,",
          "and go on with the next chunk of the approved queue.",
          `Chunk Autopilot is enabled. ${milestonesOf(context)} The final work-package review is the boundary.`,
        ].join(" "),
      }
    : block;

const inWorkPackage: Circumstance = (block, context) => {
  if (!context.work_package_approved) return block;
  if (!context.autopilot_enabled)
    return also(
      block,
      `Chunk Autopilot is not enabled for the approved queue. ${milestonesOf(context)} The final human review is the boundary.`,
    );
  const { optional_prompt_review_command: _review, ...rest } = block;
  return also(
    { ...rest, prompt_handoff_command: NOT_APPLICABLE, immediate_next_step: withoutPrompt(block) },
    "The Orchestrator's autopilot run over the approved queue goes on from here.",
  );
};

const withoutPrompt = ({ prompt_handoff_command, immediate_next_step = "" }: Block): string =>
  prompt_handoff_command === NOT_APPLICABLE
    ? immediate_next_step
    : "Give the result to the Orchestrator's autopilot run.";

const gateOfRole: Record<string, string> = { developer: "--ready-for-qa", qa: "--ready-to-complete" };

const byRole: Circumstance = (block, { role = "" }) => {
  const flag = gateOfRole[role];
  return flag === undefined || block.gate_checked?.includes(flag)
    ? block
    : also(block, `The readiness gate after that is \`ai/commands/workflow-state.sh ${flag}\`.`);
};

const disagreeing: Circumstance = (block, { helper_state }) => {
  if (helper_state === undefined || helper_state === block.canonical_state) return block;
  const states = `the helper reports ${helper_state} and the notes ${block.canonical_state ?? ""}`;
  return needsApproval(also(block, `Manual intervention: ${states}.`), states);
};

const reviewed: Circumstance = (block, { human_review_required }) =>
  human_review_required ? needsApproval(block, "human review is required") : block;

const closing: Circumstance = (block, { operator_request = "" }) =>
  isCloseAndCommit(operator_request)
    ? needsApproval(block, "a fresh close_commit approval is requested for the reviewed state")
    : block;

const lackingAction: Circumstance = (block, { missing_action_id }) =>
  missing_action_id === undefined
    ? block
    : { ...block, missing_action_summary: `ai/tools/missing-actions/summary.sh, ${missing_action_id}` };

const escalating: Circumstance = (block, context) =>
  isUnregistered(context)
    ? withFirst(
        block,
        `Run \`ai/commands/platform-escalation-preflight.sh --target unregistered-action --platform-action "${context.unregistered_action ?? ""}"\` before the platform prompt.`,
      )
    : block;

const approvedBefore: Circumstance = (block, { prior_approval }) => {
  if (prior_approval === "stale")
    return withFirst(block, "Ask a fresh question with ai/tools/operator-questions/ask.sh.");
  if (prior_approval !== "valid") return block;
  const [list, dispatch] = [
    "ai/tools/operator-questions/list-approved-actions.sh",
    "ai/tools/approved-action-dispatcher/dispatch.sh",
  ];
  return withFirst(block, `Inspect \`${list}\`, then run \`${dispatch} --dry-run --once --question-id <id>\`.`);
};

const newChunk: Circumstance = (block, { new_chunk_created }) =>
  new_chunk_created
    ? also(
        block,
        "The new chunk was allowed by <operator request, unrelated active chunk, lifecycle policy or creation gate>.",
      )
    : block;

export const circumstances: readonly Circumstance[] = [
  withoutDaemon,
  onAutopilot,
  inWorkPackage,
  byRole,
  disagreeing,
  reviewed,
  closing,
  lackingAction,
  escalating,
  approvedBefore,
  newChunk,
];
