import { asksToCommit } from "../close-commit.ts";
import { runsOnAutopilot } from "../facts.ts";
import { tells } from "../prose.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";

/** What a `no` contradicts. */
const APPROVAL_DUE =
  /\b(?:must|needs? to|has to|have to|should)\s(?:first\s)?(?:approve|confirm|sign off|decide)\b|\b(?:approval|sign-off|confirmation)\s(?:by \S{1,30}\s|of \S{1,30}\s)?(?:is|will be)\s(?:still\s)?(?:required|needed|necessary|pending)\b|\b(?:after|until|unless|once)\s(?:\S{1,20}\s){0,4}?(?:approv(?:al|es|ed)|confirms|signs off)\b/gi;

const NO_REASON =
  /^[\s,;:.(/\u2013\u2014-]*(?:or\s|no\b|tbd|todo|n\/a|unknown|because|not[_ ]applicable|none|maybe)?[\s.)/]*$/i;
const isReason = (text: string): boolean =>
  /\p{L}{3}/u.test(text) && !NO_REASON.test(text) && !/^[\s,/]{0,3}(?:or\s|\/\s?)?no\b/i.test(text);

const approvalStated: Rule = {
  id: "approval-stated",
  fix: "Write `no`, or `yes` and the reason: `yes, the operator decides about the retry`.",
  find: (facts) => {
    const { human_approval_needed: value = "" } = facts.fields;
    const reason = value.replace(/^[`*"']{0,9}(?:yes|no)[`*"']{0,9}/i, "");
    const isStated =
      facts.approval === "no" ? !tells(value, APPROVAL_DUE) : facts.approval === "yes" && isReason(reason);
    return foundIn(facts, "human_approval_needed", value !== "" && !isStated);
  },
};

const decisionNeedsApproval: Rule = {
  id: "decision-needs-approval",
  fix: "Write `yes` and what is to be decided.",
  find: (facts) =>
    foundIn(facts, "human_approval_needed", facts.guide?.needsDecision === true && facts.approval === "no"),
};

const reviewNeedsApproval: Rule = {
  id: "review-needs-approval",
  fix: "Write `yes` and the reason: human review is required here.",
  find: (facts) =>
    foundIn(facts, "human_approval_needed", facts.context.human_review_required === true && facts.approval === "no"),
};

const approvalGates: Rule = {
  id: "post-approval-waits-for-approval",
  fix: "Write `yes` and the reason, or move the command to Transition Command.",
  find: (facts) =>
    foundIn(
      facts,
      "human_approval_needed",
      facts.approval === "no" &&
        facts.uses("post_approval_command").some(({ category }) => category === "daemon" || category === "other") &&
        !runsOnAutopilot(facts),
    ),
};

const closeCommitApproval: Rule = {
  id: "close-commit-needs-approval",
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
