import { daemonRules } from "../../../shared/workflow-handoffs/rules/daemon.ts";
import { unregisteredRules } from "../../../shared/workflow-handoffs/rules/unregistered.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import {
  type Case,
  describeRules,
  type Harmless,
  addFiles,
  commitReady,
  commitThem,
  request,
  suggested,
  summary,
} from "./given.ts";

const cases: Case[] = [
  [
    "no-escalation-of-registered-actions",
    "recommended_next_action",
    commitReady,
    { recommended_next_action: "Request platform escalation for the git_commit action." },
  ],
  ["daemon-git-requests-only", "trusted_daemon_git_commands", readyForQa, { trusted_daemon_git_commands: summary }],
  [
    "daemon-git-names-files-and-message",
    "trusted_daemon_git_commands",
    commitReady,
    { trusted_daemon_git_commands: `${request} --action git_add_approved --files "" && ${commitThem}` },
  ],
  [
    "daemon-git-names-files-and-message",
    "trusted_daemon_git_commands",
    commitReady,
    { trusted_daemon_git_commands: `${request} --action git_add_approved --files . && ${commitThem}` },
  ],
  [
    "daemon-git-names-files-and-message",
    "trusted_daemon_git_commands",
    commitReady,
    { trusted_daemon_git_commands: `${addFiles} && ${request} --action git_commit` },
  ],
  [
    "commit-ready-requests-git",
    "trusted_daemon_git_commands",
    commitReady,
    { trusted_daemon_git_commands: "not_applicable" },
  ],
  ["commit-ready-requests-git", "trusted_daemon_git_commands", commitReady, { trusted_daemon_git_commands: addFiles }],
  ["daemon-unavailable-stops", "recommended_next_action", commitReady, {}, { daemon_available: false }],
  ["daemon-unavailable-stops", "recommended_next_action", readyToComplete, {}, { daemon_available: false }],
  [
    "daemon-unavailable-stops",
    "post_approval_command",
    suggested("ready_to_complete", { daemon_available: false }),
    { post_approval_command: `${request} --action complete_chunk --target a.md` },
    { daemon_available: false },
  ],
  [
    "daemon-unavailable-stops",
    "trusted_daemon_git_commands",
    suggested("commit_ready", { daemon_available: false }),
    { trusted_daemon_git_commands: "git add src" },
    { daemon_available: false },
  ],
  ["escalation-after-preflight", "immediate_next_step", readyForQa, {}, { unregistered_action: "npm run db:reset" }],
  ["missing-action-summary", "missing_action_summary", readyForQa, {}, { missing_action_id: "db-reset" }],
  ...["MA-170", "XMA-17", "MA-17-2", "MA-17.2"].map((named): Case => [
    "missing-action-summary",
    "missing_action_summary",
    readyForQa,
    { missing_action_summary: `ai/tools/missing-actions/summary.sh, ${named}` },
    { missing_action_id: "MA-17" },
  ]),
  [
    "missing-action-summary",
    "missing_action_summary",
    readyForQa,
    { missing_action_summary: "db-reset is not registered" },
  ],
  [
    "missing-action-summary",
    "missing_action_summary",
    readyForQa,
    { missing_action_summary: "ai/tools/missing-actions/summary.sh" },
  ],

  ...[
    "../x.ts",
    ".env",
    "config/.env.local",
    "src/",
    "src",
    "*.ts",
    "/etc/passwd",
    "a.ts\nb.ts",
    "~/x",
    "-A",
    "id_rsa",
    "certs/server.pem",
  ].map((files): Case => [
    "daemon-git-names-files-and-message",
    "trusted_daemon_git_commands",
    commitReady,
    { trusted_daemon_git_commands: `${request} --action git_add_approved --files "${files}" && ${commitThem}` },
  ]),
  [
    "daemon-git-stages-before-commit",
    "trusted_daemon_git_commands",
    commitReady,
    { trusted_daemon_git_commands: `${commitThem} && ${addFiles}` },
  ],
  [
    "daemon-git-requests-only",
    "trusted_daemon_git_commands",
    readyForQa,
    { trusted_daemon_git_commands: "git status" },
  ],
  [
    "no-escalation-of-registered-actions",
    "recommended_next_action",
    commitReady,
    { recommended_next_action: "No daemon result came, so request platform escalation for git_commit." },
  ],
];

const harmless: Harmless[] = [
  ...["MA-170 and MA-17.", "(`MA-17`)", "id=MA-17"].map((named): Harmless => [
    readyForQa,
    { missing_action_summary: `ai/tools/missing-actions/summary.sh: ${named}` },
    { missing_action_id: "MA-17" },
  ]),
  ...["npm run seed", "`make deploy`"].map((named): Harmless => [
    readyForQa,
    { missing_action_summary: `\`ai/tools/missing-actions/summary.sh\` for ${named}` },
    { missing_action_id: named.replaceAll("`", "") },
  ]),
  [readyForQa, { missing_action_summary: "ai/tools/missing-actions/summary.sh, npm run db:seed" }],
  [commitReady, { trusted_daemon_git_commands: `${addFiles}\n${commitThem}` }],
  [commitReady, { trusted_daemon_git_commands: `\`${addFiles}\` and \`${commitThem}\`` }],
  [
    commitReady,
    {
      trusted_daemon_git_commands: `${request} --action git_add_approved --files ".env.example Makefile" && ${commitThem}`,
    },
  ],
  [commitReady, { recommended_next_action: "Wait for the daemon; do not request platform escalation for git_commit." }],
];

describeRules("the trusted daemon", [...daemonRules, ...unregisteredRules], cases, harmless);
