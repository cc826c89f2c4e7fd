/**
 * The sentence of the Workflow Handoff Contract that each rule holds a block to, in the document's own words. They stand apart
 * from the rules because no Lambda needs them: they would be a tenth of what is deployed of this context.
 */
export const sentences: Readonly<Record<string, string>> = {
  "field-missing":
    "The handoff must make the next step explicit enough that the recipient can continue without asking what command, prompt, or approval is needed.",
  "field-repeated":
    "Use this standard whenever a role, helper, or workflow step hands work to another role or back to a human.",
  "not-applicable-spelled": "Use `not_applicable` when no human review command exists.",
  "prompt-review-omitted":
    "`Optional Prompt Review Command`: Include when a prompt can be reviewed by Prompt Synthesizer before handoff, such as `ai/commands/prompt-synthesize.sh review qa`. Omit when not applicable.",
  "legacy-field": "New handoffs must prefer the explicit command categories in the standard block above.",
  "field-unknown": "Use these command categories consistently:",
  "result-factual":
    "Use `passed`, `blocked`, `needs_review`, `needs_implementation`, `ready_to_complete`, `commit_ready`, or another short factual result.",
  "result-agrees-with-state":
    "QA uses the handoff to tell whether the chunk is blocked or ready for completion and references `ai/commands/workflow-state.sh --ready-to-complete`.",
  "blockers-concrete": "Use `None.` or list the concrete blockers that must be resolved before the next workflow step.",
  "blockers-agree":
    "`Blockers`: Use `None.` or list the concrete blockers that must be resolved before the next workflow step.",
  "canonical-state-form": "Use the state names from `ai/standards/workflow-state.md` when a state helper applies.",
  "not-applicable-for-intake-only":
    "Use `not_applicable` only for pure intake text that is not in a lifecycle file yet.",
  "canonical-state-unknown": "Use the state names from `ai/standards/workflow-state.md` when a state helper applies.",
  "gate-named":
    "Name the readiness or review gate used, such as `workflow-state --ready-for-qa`, `workflow-state --ready-to-complete`, `requirements-state`, `requirements-gates`, or `none`.",
  "ready-for-qa-gate":
    "For `ready_for_qa`, the gate is `ai/commands/workflow-state.sh --ready-for-qa`, but the prompt handoff command is `ai/commands/prompt-synthesize.sh qa`.",
  "ready-to-complete-gate":
    "QA uses the handoff to tell whether the chunk is blocked or ready for completion and references `ai/commands/workflow-state.sh --ready-to-complete`.",
  "developer-references-gate":
    "Developer uses the handoff to tell whether the chunk is ready for QA and references `ai/commands/workflow-state.sh --ready-for-qa`.",
  "qa-references-gate":
    "QA uses the handoff to tell whether the chunk is blocked or ready for completion and references `ai/commands/workflow-state.sh --ready-to-complete`.",
  "acceptance-verification-current":
    "If it is missing, stale, unmarked, or contains `Blocked` items, report the issue as a blocker instead of recommending QA PASS or completion.",
  "next-action-exact": "State exactly what should happen next in workflow terms.",
  "immediate-step-stated": "State the next human or agent action before any approval-dependent command.",
  "helper-disagreement-needs-intervention":
    "If the helper state and markdown notes disagree, set `Human Approval Needed: yes` and recommend manual intervention.",
  "helper-disagreement-needs-approval":
    "If the helper state and markdown notes disagree, set `Human Approval Needed: yes` and recommend manual intervention.",
  "immediate-step-waits-for-approval": "State the next human or agent action before any approval-dependent command.",
  "passed-gate-not-repeated":
    "Readiness gate commands must not be repeated as the immediate next command when the gate has already passed and human review is required.",
  "continue-the-active-chunk":
    "Handoffs must not recommend creating a new chunk when the latest relevant active chunk can be continued.",
  "new-chunk-states-its-reason":
    "If a new chunk was created, the handoff must state the explicit operator request, unrelated-active-chunk rationale, lifecycle policy reason, or canonical chunk creation gate that allowed it.",
  "no-scope-expansion": "Handoffs prepare or recommend actions; they do not authorize scope expansion.",
  "summary-is-no-transition":
    "`ai/commands/workflow-summary.sh` must never be represented as the lifecycle transition command.",
  "no-raw-complete-chunk": "Do not recommend raw `complete-chunk.sh` as the approval path.",
  "no-raw-git": "Raw `git add` and `git commit` are not the normal Codex path when the daemon is available.",
  "no-run-once":
    "Do not run `ai/tools/operator-daemon/run-once.sh` as a shortcut; Codex must create the request and wait for the trusted daemon result.",
  "dispatcher-dry-run-only":
    "Execution remains dispatcher-owned and must not be represented as raw Git, Codex platform escalation, or Codex wake/resume continuation.",
  "no-ad-hoc-checkpoint": "Do not use ad hoc `create-checkpoint.mjs` calls for operator questions in handoffs.",
  "human-review-read-only": "Provide the safe read-only command for human inspection when one applies.",
  "prompt-handoff-is-a-prompt":
    "Provide the prompt-generation command when the next action is a role handoff, such as `ai/commands/prompt-synthesize.sh qa`.",
  "transition-advances-state": "Provide the command that actually advances lifecycle state.",
  "post-approval-is-a-transition":
    "Provide the transition command or command chain that may run only after required human approval.",
  "prompt-review-reviews":
    "Include when a prompt can be reviewed by Prompt Synthesizer before handoff, such as `ai/commands/prompt-synthesize.sh review qa`.",
  "transition-is-available": "Use `not_applicable` when no lifecycle transition is available yet.",
  "ready-for-qa-prompt":
    "For `ready_for_qa`, the gate is `ai/commands/workflow-state.sh --ready-for-qa`, but the prompt handoff command is `ai/commands/prompt-synthesize.sh qa`.",
  "qa-blocked-fixable-prompt":
    "For `qa_blocked_fixable`, the prompt handoff command is `ai/commands/prompt-synthesize.sh dev-fix`.",
  "developer-pass-prompt":
    "For `developer_pass`, the prompt handoff command is `ai/commands/prompt-synthesize.sh dev` when safe.",
  "prompt-only-for-a-role-handoff": "Use `not_applicable` when no prompt handoff applies.",
  "decision-shows-the-summary":
    "For `qa_blocked_requires_decision`, `qa_blocked_scope_change`, or `retry_limit_reached`, the human review command should be `ai/commands/workflow-summary.sh` and human approval is required.",
  "ready-to-complete-requests-completion":
    "For `ready_to_complete` with human review required, the immediate human review command may be `ai/commands/workflow-summary.sh`; the transition/post-approval command must use `ai/tools/operator-daemon/request-action.sh --action complete_chunk --target <path-to-active-chunk>` when the trusted daemon is available.",
  "no-escalation-of-registered-actions": "Do not request Codex platform escalation for those registered actions.",
  "escalation-after-preflight":
    'If an advisory action is not registered with the daemon and will require Codex platform/tool escalation, provide `ai/commands/platform-escalation-preflight.sh --target unregistered-action --platform-action "<exact unregistered command/action>"` before requesting the platform prompt.',
  "missing-action-summary":
    "When a needed local/dev/runtime action is not registered with the trusted daemon, include `ai/tools/missing-actions/summary.sh` and the missing action id in the handoff.",
  "daemon-git-requests-only":
    "Provide `git_add_approved` and `git_commit` daemon requests for approved staging/commit work.",
  "daemon-git-names-files-and-message":
    'For `commit_ready`, prefer trusted daemon registered actions: `ai/tools/operator-daemon/request-action.sh --action git_add_approved --files "<reviewed files>"` and `ai/tools/operator-daemon/request-action.sh --action git_commit --message "<message>"`.',
  "daemon-git-stages-before-commit":
    "Provide `git_add_approved` and `git_commit` daemon requests for approved staging/commit work.",
  "commit-ready-requests-git":
    "Provide `git_add_approved` and `git_commit` daemon requests for approved staging/commit work.",
  "daemon-unavailable-stops":
    "If `ai/tools/operator-daemon/status.sh` reports the trusted Git runtime is unavailable, stop and report that the operator daemon must be running from the trusted local operator shell/tmux; do not fall back to Codex platform approval.",
  "command-arguments-known": "Use these command categories consistently:",
  "command-unknown": "Common safe commands for handoffs:",
  "approval-stated": "Use `yes` or `no`, plus a short reason when approval is required.",
  "decision-needs-approval":
    "For `qa_blocked_requires_decision`, `qa_blocked_scope_change`, or `retry_limit_reached`, the human review command should be `ai/commands/workflow-summary.sh` and human approval is required.",
  "review-needs-approval": "`Human Approval Needed`: Use `yes` or `no`, plus a short reason when approval is required.",
  "post-approval-waits-for-approval": "Use `not_applicable` when no approval-gated transition exists.",
  "close-commit-needs-approval":
    'If the operator asks to "complete and commit", "close and commit", "commit this", or equivalent orchestration-completion wording, handoffs must treat that as a request to create one fresh `close_commit` approval for the current reviewed state.',
  "old-approval-not-reused": "Handoffs must not imply that an old approval can be reused automatically.",
  "prior-approval-inspected":
    "If a prior approval exists, inspect `ai/tools/operator-questions/list-approved-actions.sh` and run the dispatcher dry-run with `ai/tools/approved-action-dispatcher/dispatch.sh --dry-run --once --question-id <id>` before recommending execution.",
  "stale-approval-asks-again": "Stale approvals require a fresh question.",
  "no-codex-wake": "Codex I/O bridge wakeups are not an approved-action execution path.",
  "questions-go-through-ask":
    "In particular, any local human question must go through `ai/tools/operator-questions/ask.sh`; local and Telegram answers are alternative inputs to the same question.",
  "autopilot-continuation-stated":
    "When Chunk Autopilot is enabled or applicable, state what the Orchestrator should do after the approval/transition succeeds.",
  "autopilot-completes-and-goes-on":
    "For `ready_to_complete` under approved Chunk Autopilot, the post-approval continuation is to complete/archive the chunk, perform safe staging/commit when policy allows, and proceed to the next approved queued chunk unless a configured stop condition or final work-package review boundary applies.",
  "milestones-are-no-stops":
    "If no stop milestones are configured, do not present internal milestone labels as stop commands.",
  "autopilot-needs-no-chunk-prompt":
    "For an approved work package with Chunk Autopilot enabled, the next command/action is the Orchestrator autopilot run over the approved queue, not a manual per-chunk prompt.",
  "work-package-says-how-far":
    "Approved work-package handoffs should identify whether Chunk Autopilot is enabled, the approved chunk queue, configured stop milestones, and the final human review boundary.",
  "no-secret": "Handoffs must not include secrets, tokens, `.env` values, or arbitrary file content.",
  "no-hidden-characters": "Handoffs must not tell users to run arbitrary shell commands from untrusted input.",
  "no-file-content": "Handoffs must not include secrets, tokens, `.env` values, or arbitrary file content.",
  "no-command-substitution": "Handoffs must not tell users to run arbitrary shell commands from untrusted input.",
  "no-command-chaining": "Handoffs must not tell users to run arbitrary shell commands from untrusted input.",
  "no-arbitrary-command": "Handoffs must not tell users to run arbitrary shell commands from untrusted input.",
};
