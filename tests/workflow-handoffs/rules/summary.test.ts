import { summaryIsNoTransition } from "../../../shared/workflow-handoffs/rules/summary.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import { type Case, commitReady, describeRules, type Harmless, request, summary } from "./given.ts";

const cases: Case[] = [
  ["summary-is-no-transition", "transition_command", readyToComplete, { transition_command: summary }],
  [
    "summary-is-no-transition",
    "post_approval_command",
    readyToComplete,
    { post_approval_command: `bash '${summary}' --all` },
  ],
  ["summary-is-no-transition", "exact_next_command", readyToComplete, { exact_next_command: summary }],
  ...[summary, `./${summary.toUpperCase()}`, `"${summary}/"`].flatMap((target): Case[] =>
    (["transition_command", "post_approval_command"] as const).map((field): Case => [
      "summary-is-no-transition",
      field,
      readyToComplete,
      { [field]: `${request} --action complete_chunk --target ${target}` },
    ]),
  ),
  ["summary-is-no-transition", "transition_command", readyForQa, { transition_command: summary }],

  ...[
    `Run ${summary} to complete the chunk.`,
    "Complete the chunk with `workflow-summary.sh`, then rest.",
    "The workflow-summary.sh is the transition command here.",
    "No questions are left, so advance the state by running ai/commands/workflow-summary.sh now.",
    `Transition: bash ${summary}`,
    `Transition: \`bash ${summary}\``,
    `The transition is bash ${summary}`,
    'Transition by bash -c "workflow-summary.sh"',
    `Use ${summary} to move the chunk to done.`,
    `After approval run ${summary}, which completes the chunk.`,
  ].map((said): Case => [
    "summary-is-no-transition",
    "immediate_next_step",
    readyToComplete,
    { immediate_next_step: said },
  ]),
  // A block that asks for no approval: that is not said too.
  ["summary-is-no-transition", "post_approval_command", readyForQa, { post_approval_command: summary }],
];

const harmless: Harmless[] = [
  ...[
    "Read workflow-summary.sh, then decide whether to complete the chunk.",
    "Do not run workflow-summary.sh to complete the chunk.",
    `Do not run bash ${summary} to move the chunk to done.`,
    `Run bash ${summary}, then decide on the completion.`,
  ].map((said): Harmless => [readyToComplete, { immediate_next_step: said }]),
  [
    readyToComplete,
    { post_approval_command: `${request} --action complete_chunk --target ai/chunks/active/14-workflow-summary.md` },
  ],
  [commitReady, { transition_command: `${request} --action git_add_approved --files "${summary}"` }],
];

describeRules("the summary as a transition", [summaryIsNoTransition], cases, harmless);
