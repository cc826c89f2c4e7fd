import { asksToCommit } from "../close-commit.ts";
import { runsOnAutopilot } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";

const approvalStated: Rule = {
  id: "approval-stated",
  severity: "blocker",
  fix: "Write `no`, or `yes` and the reason: `yes, the operator decides about the retry`.",
  find: (facts) => {
    const { human_approval_needed: value = "" } = facts.fields;
    const reason = value.slice(0, 200).replace(/^[`*"']*yes[`*"']*/i, "");
    const hasReason = /\p{L}{3}/u.test(reason);
    const isStated = facts.approval === "no" || (facts.approval === "yes" && hasReason);
    return foundIn(facts, "human_approval_needed", value !== "" && !isStated);
  },
};

const decisionNeedsApproval: Rule = {
  id: "decision-needs-approval",
  severity: "blocker",
  fix: "Write `yes` and what is to be decided.",
  find: (facts) =>
    foundIn(facts, "human_approval_needed", facts.guide?.needsDecision === true && facts.approval === "no"),
};

const reviewNeedsApproval: Rule = {
  id: "review-needs-approval",
  severity: "blocker",
  fix: "Write `yes` and the reason: human review is required here.",
  find: (facts) =>
    foundIn(facts, "human_approval_needed", facts.context.human_review_required === true && facts.approval === "no"),
};

const approvalGates: Rule = {
  id: "post-approval-waits-for-approval",
  severity: "blocker",
  fix: "Write `yes` and the reason, or move the command to Transition Command.",
  find: (facts) =>
    foundIn(
      facts,
      "human_approval_needed",
      facts.approval === "no" && facts.uses("post_approval_command").length > 0 && !runsOnAutopilot(facts),
    ),
};

const closeCommitApproval: Rule = {
  id: "close-commit-needs-approval",
  severity: "blocker",
  fix: "Write `yes`, and that a fresh close_commit approval is requested for the reviewed state.",
  find: (facts) => {
    const isAsked = asksToCommit(facts.fields, facts.context);
    return foundIn(facts, "human_approval_needed", isAsked && facts.approval === "no" && !runsOnAutopilot(facts));
  },
};

/** Whether and why a human has to approve. */
export const approvalRules: Family = [
  approvalStated,
  decisionNeedsApproval,
  reviewNeedsApproval,
  approvalGates,
  closeCommitApproval,
];
