import { nextStepRules } from "../../../shared/workflow-handoffs/rules/next-step.ts";
import { passedGateRepeated } from "../../../shared/workflow-handoffs/rules/passed-gate.ts";
import { scopeRules } from "../../../shared/workflow-handoffs/rules/scope.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import { type Case, describeRules, type Harmless, request } from "./given.ts";

const gate = "ai/commands/workflow-state.sh --ready-to-complete";

const cases: Case[] = [
  ["next-action-exact", "recommended_next_action", readyForQa, { recommended_next_action: "Continue." }],
  ["next-action-exact", "recommended_next_action", readyForQa, { recommended_next_action: "See above." }],
  ["next-action-exact", "recommended_next_action", readyForQa, { recommended_next_action: "Shall QA take it?" }],
  ["immediate-step-stated", "immediate_next_step", readyForQa, { immediate_next_step: "not_applicable" }],
  [
    "helper-disagreement-needs-approval",
    "human_approval_needed",
    readyForQa,
    { recommended_next_action: "Manual intervention: compare the states." },
    { helper_state: "developer_pass" },
  ],
  [
    "helper-disagreement-needs-intervention",
    "recommended_next_action",
    readyToComplete,
    {},
    { helper_state: "ready_for_qa" },
  ],
  [
    "passed-gate-not-repeated",
    "immediate_next_step",
    readyToComplete,
    { immediate_next_step: "Run ai/commands/workflow-state.sh --ready-to-complete" },
  ],
  [
    "immediate-step-waits-for-approval",
    "immediate_next_step",
    readyToComplete,
    { immediate_next_step: `Run ${request} --action complete_chunk --target a.md` },
  ],
  [
    "continue-the-active-chunk",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: "Create a new chunk for the rest." },
    { active_chunk: "ai/chunks/active/014.md" },
  ],
  [
    "new-chunk-states-its-reason",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: "We created a new chunk; hand it to QA." },
  ],
  [
    "no-scope-expansion",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: "You may expand the scope to the importer too." },
  ],
  [
    "passed-gate-not-repeated",
    "immediate_next_command",
    readyToComplete,
    { immediate_next_command: "workflow-state.sh --ready-to-complete" },
  ],

  ...(["recommended_next_action", "autopilot_continuation"] as const).map((field): Case => [
    "passed-gate-not-repeated",
    field,
    readyToComplete,
    { [field]: "Check the readiness gate `ai/commands/workflow-state.sh --ready-to-complete` once more." },
  ]),
  ...[
    `bash ${gate}`,
    `Run bash ${gate}`,
    `sh -c "${gate}"`,
    `\`bash -lc '${gate}'\``,
    `- \`sh ${gate}\``,
    `The operator runs bash ${gate}`,
    `/bin/bash ${gate}`,
    `Operator: ${gate}`,
    `Operator: bash ${gate}.`,
    `Confirm readiness with \`${gate}\`.`,
    `Verify the readiness by ${gate} first.`,
  ].flatMap((said): Case[] => [
    ["passed-gate-not-repeated", "immediate_next_step", readyToComplete, { immediate_next_step: said }],
    ["passed-gate-not-repeated", "recommended_next_action", readyToComplete, { recommended_next_action: said }],
  ]),
  [
    "passed-gate-not-repeated",
    "human_review_command",
    readyToComplete,
    { human_review_command: "ai/commands/workflow-state.sh --ready-to-complete" },
  ],
  [
    "no-scope-expansion",
    "human_approval_needed",
    readyToComplete,
    { human_approval_needed: "yes, and the scope is extended to the importer" },
  ],
  [
    "no-scope-expansion",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: "QA may work outside the scope of the chunk." },
  ],
  [
    "no-scope-expansion",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: "No objections, expand the scope to the importer." },
  ],
  [
    "continue-the-active-chunk",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: "No doubt: open a new chunk for the rest." },
    { active_chunk: "a.md" },
  ],
  ...[
    "Open a fresh chunk.",
    "Create another chunk for the rest.",
    "Begin a second chunk for the importer.",
    "Open a brand-new search chunk.",
    "Spin up a separate chunk for its tests.",
  ].map((said): Case => [
    "continue-the-active-chunk",
    "recommended_next_action",
    readyForQa,
    { recommended_next_action: said },
    { active_chunk: "a.md" },
  ]),
];

const harmless: Harmless[] = [
  [
    readyToComplete,
    { immediate_next_step: "The gate workflow-state --ready-to-complete has passed; read the summary." },
  ],
  [
    readyToComplete,
    { immediate_next_step: "Since ai/commands/workflow-state.sh --ready-to-complete passed, read the summary." },
  ],
  [
    readyToComplete,
    { immediate_next_step: "Do not run ai/commands/workflow-state.sh --ready-to-complete again. Read the summary." },
  ],
  ...[
    `Read the summary. Do not run bash ${gate} again.`,
    `Read the summary, and do not confirm readiness with \`${gate}\` again.`,
    `Read the summary. Evidence: \`${gate}\`.`,
    `Readiness was confirmed with ${gate}, so read the summary.`,
  ].map((said): Harmless => [readyToComplete, { immediate_next_step: said }]),
  [readyToComplete, { immediate_next_step: "Run ai/commands/workflow-state.sh --ready-for-qa on the next chunk." }],
  ...[
    "Read the fresh report of the chunk.",
    "Do not open a fresh chunk.",
    "Open the chunk and make a fresh start.",
  ].map((said): Harmless => [readyForQa, { recommended_next_action: said }, { active_chunk: "a.md" }]),
  [readyForQa, { recommended_next_action: "Verify the chunk and do not expand the scope." }],
];

describeRules("the next step", [...nextStepRules, passedGateRepeated, ...scopeRules], cases, harmless);
