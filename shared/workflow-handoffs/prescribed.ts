import { isPath } from "./arguments.ts";
import type { Block } from "./block.ts";
import type { Context } from "./context.ts";
import { NOT_APPLICABLE } from "./state.ts";

const SUMMARY = "ai/commands/workflow-summary.sh";
const REQUEST = "ai/tools/operator-daemon/request-action.sh";
const CHUNK = "<path-to-active-chunk>";

/** What every block begins as: nothing applies, until something does. */
export const nothing: Block = {
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
export const byState: Record<string, (context: Context) => Block> = {
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
