import { actionFields, legacyFields, tellingFields, transitionFields } from "../block.ts";
import { asksToCommit } from "../close-commit.ts";
import type { Family } from "../finding.ts";
import { changesByGit } from "../invocation.ts";
import { againstUse } from "./against.ts";

const rawCompleteChunk = againstUse(
  {
    id: "no-raw-complete-chunk",
    fix: "Request it from the daemon: `ai/tools/operator-daemon/request-action.sh --action complete_chunk --target <path-to-active-chunk>`.",
  },
  [...transitionFields, ...legacyFields, ...actionFields],
  ({ program }, { approval, hasDaemon }, field) =>
    program === "complete-chunk" && (field !== "transition_command" || hasDaemon || approval === "yes"),
);

const rawGit = againstUse(
  {
    id: "no-raw-git",
    fix: "Request `git_add_approved` and `git_commit` from the daemon with `ai/tools/operator-daemon/request-action.sh`.",
  },
  [...transitionFields, ...legacyFields, ...actionFields, "trusted_daemon_git_commands"],
  (use, facts) => changesByGit(use) && (facts.hasDaemon || asksToCommit(facts.fields, facts.context)),
);

const noRunOnce = againstUse(
  {
    id: "no-run-once",
    fix: "Create the request with `request-action.sh` and wait with `ai/tools/operator-daemon/wait-result.sh <request-id>`.",
  },
  tellingFields,
  ({ program }) => program === "run-once",
);

const dispatchDryRun = againstUse(
  {
    id: "dispatcher-dry-run-only",
    fix: "Give the dispatcher's dry run, `--dry-run --once --question-id <id>`; the dispatcher itself executes.",
  },
  tellingFields,
  ({ program, args }) => program === "approved-action-dispatcher/dispatch" && !args.includes("--dry-run"),
);

const noCheckpoint = againstUse(
  { id: "no-ad-hoc-checkpoint", fix: "Ask with `ai/tools/operator-questions/ask.sh`." },
  tellingFields,
  ({ program }) => program === "create-checkpoint",
);

/** What nobody is told to run, wherever it stands. */
export const forbiddenRules: Family = [rawCompleteChunk, rawGit, noRunOnce, dispatchDryRun, noCheckpoint];
