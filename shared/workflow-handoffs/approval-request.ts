import { asksToCommit } from "./close-commit.ts";
import type { Context } from "./context.ts";
import { factsOf } from "./facts.ts";
import { readingOf } from "./parse.ts";
import type { Approval, ApprovalKind, HandoffPayload } from "./workflow-handoff.ts";

/** The one approval that a block asks for: `close_commit` for that wording, else what Human Approval Needed says. */
export const requestFor = (
  context: Context,
  fields: HandoffPayload["fields"],
  approvalId: string,
  now: Date,
): Approval | null => {
  const isNeeded = factsOf(readingOf(fields), context).approval === "yes";
  const kind: ApprovalKind | undefined = asksToCommit(fields, context)
    ? "close_commit"
    : isNeeded
      ? "human_approval"
      : undefined;
  return kind === undefined ? null : newApproval(approvalId, kind, now);
};

export const newApproval = (id: string, kind: ApprovalKind, now: Date): Approval => ({
  id,
  kind,
  status: "requested",
  requested_at: now.toISOString(),
  decided_at: null,
  decided_by: null,
  expires_at: null,
  used_at: null,
  used_by: null,
});
