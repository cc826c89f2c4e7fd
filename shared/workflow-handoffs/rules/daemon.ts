import { type Field, tellingFields } from "../block.ts";
import { namesFiles } from "../arguments.ts";
import { isUnregistered, REGISTERED } from "../context.ts";
import { wholeText } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { changesByGit, type Invocation, optionOf, requests } from "../invocation.ts";
import { tells } from "../prose.ts";
import { againstUse } from "./against.ts";

const noRunOnce = againstUse(
  {
    id: "no-run-once",
    fix: "Create the request with `request-action.sh` and wait with `ai/tools/operator-daemon/wait-result.sh <request-id>`.",
  },
  tellingFields,
  ({ program }) => program === "run-once",
);

const gitCategory: Rule = {
  id: "daemon-git-requests-only",
  severity: "blocker",
  fix: "Give the two daemon requests, or `not_applicable`. Other commands have their own fields.",
  find: (facts) => {
    const isOther = (use: Invocation): boolean =>
      ["gate", "review", "prompt", "transition", "other"].includes(use.category) ||
      (use.category === "git" && !changesByGit(use)) ||
      (use.program === "request-action" && !requests(use, "git_add_approved", "git_commit"));
    const field = "trusted_daemon_git_commands";
    return foundIn(facts, field, facts.uses(field).some(isOther));
  },
};

const commandFields: Field[] = ["trusted_daemon_git_commands", "post_approval_command", "transition_command"];

const gitArguments: Rule = {
  id: "daemon-git-names-files-and-message",
  severity: "blocker",
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
  severity: "blocker",
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
  severity: "blocker",
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
  severity: "blocker",
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

const ESCALATION = /\bplatform[ -](?:tool[ -])?(?:escalation|approval|prompt)/gi;

const noEscalation: Rule = {
  id: "no-escalation-of-registered-actions",
  severity: "blocker",
  fix: "Request the action from the daemon. Only what is not registered may ask for escalation, after its preflight.",
  find: (facts) => {
    const isPreflight = (use: Invocation): boolean =>
      use.program === "platform-escalation-preflight" && REGISTERED.test(use.args.join(" "));
    return tellingFields.flatMap((field) => {
      const asks = tells(facts.fields[field] ?? "", ESCALATION);
      return foundIn(
        facts,
        field,
        facts.uses(field).some(isPreflight) ||
          (asks && !isUnregistered(facts.context) && REGISTERED.test(wholeText(facts))),
      );
    });
  },
};

const escalationPreflight: Rule = {
  id: "escalation-after-preflight",
  severity: "blocker",
  fix: 'Say in Immediate Next Step to run `ai/commands/platform-escalation-preflight.sh --target unregistered-action --platform-action "<exact action>"` first.',
  find: (facts) => {
    const uses = tellingFields.flatMap(facts.uses).filter(({ program }) => program === "platform-escalation-preflight");
    const isWhole = uses.every(
      (use) => optionOf(use, "--target") === "unregistered-action" && Boolean(optionOf(use, "--platform-action")),
    );
    const isLacking = uses.length === 0 && isUnregistered(facts.context);
    return foundIn(facts, "immediate_next_step", Boolean(facts.fields.immediate_next_step) && (isLacking || !isWhole));
  },
};

/** Whether a text names an id as a word of its own: `MA-170` does not name `MA-17`. */
const hasWord = (text: string, id: string): boolean => {
  const parts = text.split(id);
  return parts.slice(1).some((after, at) => !/[\w-]$/.test(parts[at] ?? "") && !/^(?:[\w-]|\.\w)/.test(after));
};

const missingAction: Rule = {
  id: "missing-action-summary",
  severity: "blocker",
  fix: "Write `ai/tools/missing-actions/summary.sh` and the id of the missing action.",
  find: (facts) => {
    const { missing_action_id: id } = facts.context;
    const { missing_action_summary: value } = facts.fields;
    const text = (value ?? "").replaceAll(/[`*]/g, " ");
    const [before = "", ...after] = text.split("ai/tools/missing-actions/summary.sh");
    const isNamed = id === undefined ? /[\w-]{3,}/.test([before, ...after].join(" ")) : hasWord(text, id);
    const isDue = id !== undefined || (value !== undefined && !/^(?:not_applicable|none\.?)$/i.test(value));
    return foundIn(facts, "missing_action_summary", isDue && !(after.length > 0 && isNamed));
  },
};

export const daemonRules: Family = [
  noRunOnce,
  noEscalation,
  gitCategory,
  gitArguments,
  stagesFirst,
  commitReady,
  daemonUnavailable,
  escalationPreflight,
  missingAction,
];
