import { namesFiles } from "../arguments.ts";
import { type Field, tellingFields } from "../block.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { changesByGit, type Invocation, optionOf, requests } from "../invocation.ts";
import { isBlockedState } from "../state.ts";

const gitCategory: Rule = {
  id: "daemon-git-requests-only",
  fix: "Give the two daemon requests for work that is approved, or `not_applicable`. Other commands have their own fields.",
  find: (facts) => {
    const isOther = (use: Invocation): boolean =>
      ["gate", "review", "prompt", "transition", "other"].includes(use.category) ||
      (use.category === "daemon" && isBlockedState(facts.state)) ||
      (use.category === "git" && !changesByGit(use)) ||
      (use.program === "request-action" && !requests(use, "git_add_approved", "git_commit"));
    const field = "trusted_daemon_git_commands";
    return foundIn(facts, field, facts.uses(field).some(isOther));
  },
};

const commandFields: Field[] = ["trusted_daemon_git_commands", "post_approval_command", "transition_command"];

const gitArguments: Rule = {
  id: "daemon-git-names-files-and-message",
  fix: "Name the reviewed files one by one in `--files`, and say in `--message` what is committed.",
  find: (facts) => {
    const isBroken = (use: Invocation): boolean =>
      (requests(use, "git_add_approved") && !namesFiles(optionOf(use, "--files"))) ||
      (requests(use, "git_commit") && (optionOf(use, "--message") ?? "").trim() === "");
    return commandFields.flatMap((field) => foundIn(facts, field, facts.uses(field).some(isBroken)));
  },
};

const stagesFirst: Rule = {
  id: "daemon-git-stages-before-commit",
  fix: "Request `git_add_approved` before `git_commit`.",
  find: (facts) =>
    commandFields.flatMap((field) => {
      const [staging, committing] = ["git_add_approved", "git_commit"].map((action) =>
        facts.uses(field).findIndex((use) => requests(use, action)),
      );
      const isReversed = committing !== undefined && committing >= 0 && committing < (staging ?? -1);
      return foundIn(facts, field, isReversed);
    }),
};

const commitReady: Rule = {
  id: "commit-ready-requests-git",
  fix: 'Give `ai/tools/operator-daemon/request-action.sh --action git_add_approved --files "<reviewed files>"` and `… --action git_commit --message "<message>"`.',
  find: (facts) => {
    const uses = commandFields.flatMap(facts.uses);
    const isDue =
      facts.state === "commit_ready" && facts.hasDaemon && facts.outcome !== "blocked" && !uses.some(changesByGit);
    const isRequested = ["git_add_approved", "git_commit"].every((action) => uses.some((use) => requests(use, action)));
    const isStated = Boolean(facts.fields.trusted_daemon_git_commands);
    return foundIn(facts, "trusted_daemon_git_commands", isDue && isStated && !isRequested);
  },
};

const daemonUnavailable: Rule = {
  id: "daemon-unavailable-stops",
  fix: "Stop: request nothing of the daemon, and say in Recommended Next Action that the operator daemon must be running from the trusted local operator shell/tmux.",
  find: (facts) => {
    if (facts.hasDaemon) return [];
    const raw = tellingFields.flatMap((field) => foundIn(facts, field, facts.uses(field).some(changesByGit)));
    if (raw.length > 0) return raw;
    const action = facts.fields.recommended_next_action ?? "";
    const said = `${action}\n${facts.fields.immediate_next_step ?? ""}\n${facts.fields.blockers ?? ""}`;
    const isReported =
      /daemon/i.test(said) && /must be running|not running|unavailable|not available|\bstop/i.test(said);
    const requesting = commandFields.filter((field) =>
      facts.uses(field).some(({ program }) => program === "request-action"),
    );
    if (isReported) return requesting.flatMap((field) => foundIn(facts, field, true));
    const isDue = facts.state === "commit_ready" || requesting.length > 0;
    return foundIn(facts, "recommended_next_action", isDue && action !== "");
  },
};

export const daemonRules: Family = [gitCategory, gitArguments, stagesFirst, commitReady, daemonUnavailable];
