import * as z from "zod/mini";
import { plainText } from "./hidden-characters.ts";

/** The roles of the workflow that have expectations of their own. */
export const WorkflowRole = z.enum([
  "requirements_intake",
  "requirements_review",
  "chunk_planner",
  "developer",
  "qa",
  "orchestrator",
]);

/** What a block is judged by besides itself. Whatever is left out is not known. Callers may send more; it is not kept. */
export const Context = z.object({
  /** The role that hands over. */
  role: z.optional(WorkflowRole),
  /** Unless said otherwise, the trusted daemon is there. */
  daemon_available: z.optional(z.boolean()),
  autopilot_enabled: z.optional(z.boolean()),
  /** The handoff is of an approved work package. */
  work_package_approved: z.optional(z.boolean()),
  /** Configured stop milestones of the work package; an empty list says that there are none. */
  stop_milestones: z.optional(z.array(plainText(200)).check(z.maxLength(50))),
  /** Whether `## Acceptance Criteria Verification` is current and marked, without `Blocked` items. */
  acceptance_verification_current: z.optional(z.boolean()),
  human_review_required: z.optional(z.boolean()),
  /** Whether it is safe to give the next prompt. */
  prompt_safe: z.optional(z.boolean()),
  /** The state that the helper reports, to compare with the one of the block. */
  helper_state: z.optional(plainText(100)),
  /** The path of the latest relevant chunk, when it can be continued. */
  active_chunk: z.optional(plainText(500)),
  new_chunk_created: z.optional(z.boolean()),
  /** The id of a needed action that the daemon does not know. */
  missing_action_id: z.optional(plainText(200)),
  /** An advisory action that is not registered and needs platform escalation, as exactly as it would be run. */
  unregistered_action: z.optional(plainText(1_000)),
  /** An approval that was given before. */
  prior_approval: z.optional(z.enum(["valid", "stale"])),
  /** What the operator asked for, in the operator's words. */
  operator_request: z.optional(plainText(2_000)),
});
export type Context = z.infer<typeof Context>;

/** Actions that the daemon knows: nothing escalates those. */
export const REGISTERED =
  /\b(?:git_add_approved|git_commit|complete_chunk|git\s{1,9}add|git\s{1,9}commit|complete-chunk)\b/i;
export const isUnregistered = ({ unregistered_action: action }: Context): boolean =>
  action !== undefined && !REGISTERED.test(action);
