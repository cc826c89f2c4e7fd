import { autopilotRules } from "../../../shared/workflow-handoffs/rules/autopilot.ts";
import { readyForQa } from "../given.ts";
import { type Case, describeRules, type Harmless, onAutopilot, package14, suggested } from "./given.ts";

const cases: Case[] = [
  ["autopilot-continuation-stated", "autopilot_continuation", readyForQa, {}, { autopilot_enabled: true }],
  [
    "autopilot-continuation-stated",
    "autopilot_continuation",
    readyForQa,
    { autopilot_continuation: "Go on with the next chunk." },
    { autopilot_enabled: false },
  ],
  [
    "autopilot-completes-and-goes-on",
    "autopilot_continuation",
    suggested("ready_to_complete", { autopilot_enabled: true }),
    { autopilot_continuation: "The Orchestrator decides." },
    { autopilot_enabled: true },
  ],
  [
    "milestones-are-no-stops",
    "immediate_next_step",
    package14,
    { immediate_next_step: "Stop at milestone M2." },
    onAutopilot,
  ],
  [
    "autopilot-needs-no-chunk-prompt",
    "prompt_handoff_command",
    suggested("ready_for_qa", onAutopilot),
    { prompt_handoff_command: "ai/commands/prompt-synthesize.sh qa" },
    onAutopilot,
  ],
  [
    "work-package-says-how-far",
    "autopilot_continuation",
    { ...package14, recommended_next_action: "Go on." },
    {
      autopilot_continuation: "Complete the chunk and go on with the next one.",
      recommended_next_action: "Review the chunk.",
    },
    onAutopilot,
  ],

  [
    "milestones-are-no-stops",
    "immediate_next_step",
    package14,
    { immediate_next_step: "No review is due, so stop at milestone M2." },
    onAutopilot,
  ],
];

const harmless: Harmless[] = [
  [package14, { immediate_next_step: "Read the summary; do not stop at milestone M2." }, onAutopilot],
];

describeRules("Chunk Autopilot", autopilotRules, cases, harmless);
