import { type Block, labels } from "../../shared/workflow-handoffs/block.ts";
import type { Context } from "../../shared/workflow-handoffs/context.ts";
import { judge } from "../../shared/workflow-handoffs/judge.ts";
import { readingOf } from "../../shared/workflow-handoffs/parse.ts";
import { call, colleague, type Reply, someone, type Who } from "../support/call.ts";

const root = "/api/workflow-handoffs";
export const routesOf = {
  get: `GET ${root}/{handoffId}`,
  chain: `GET ${root}/{handoffId}/chain`,
  receive: `POST ${root}/{handoffId}/acceptance`,
  withdraw: `POST ${root}/{handoffId}/withdrawal`,
  decide: `POST ${root}/{handoffId}/approvals`,
  use: `POST ${root}/{handoffId}/approvals/{approvalId}/use`,
} as const;

type Sent = { body?: unknown; headers?: Record<string, string>; approvalId?: string };

/** A developer's block for QA, as the document has it. */
export const readyForQa: Block = {
  canonical_state: "ready_for_qa",
  gate_checked: "ai/commands/workflow-state.sh --ready-for-qa",
  result: "passed",
  blockers: "None.",
  recommended_next_action: "Hand the chunk to QA for verification.",
  immediate_next_step: "Generate the QA prompt and start QA with it.",
  human_review_command: "not_applicable",
  prompt_handoff_command: "ai/commands/prompt-synthesize.sh qa",
  transition_command: "not_applicable",
  post_approval_command: "not_applicable",
  autopilot_continuation: "not_applicable",
  trusted_daemon_git_commands: "not_applicable",
  optional_prompt_review_command: "ai/commands/prompt-synthesize.sh review qa",
  human_approval_needed: "no",
};

const completion =
  "ai/tools/operator-daemon/request-action.sh --action complete_chunk --target ai/chunks/active/014-search.md";

/** QA's block for the orchestrator, which waits for a human. */
export const readyToComplete: Block = {
  canonical_state: "ready_to_complete",
  gate_checked: "workflow-state --ready-to-complete",
  result: "ready_to_complete",
  blockers: "None.",
  recommended_next_action: "Review the chunk and decide on its completion.",
  immediate_next_step: "Read the workflow summary.",
  human_review_command: "ai/commands/workflow-summary.sh",
  prompt_handoff_command: "not_applicable",
  transition_command: "not_applicable",
  post_approval_command: completion,
  autopilot_continuation: "not_applicable",
  trusted_daemon_git_commands: "not_applicable",
  human_approval_needed: "yes, a human confirms the completion",
};

/** A block as Markdown, each line as given. */
export const markdownOf = (block: Block, line = (label: string, value: string) => `- ${label}: ${value}`): string =>
  `## Handoff\n\n${Object.entries(block)
    .map(([field, value = ""]) => line(labels[field as keyof Block], value))
    .join("\n")}\n`;

/** The rules that a block breaks, each with its field. */
export const broken = (block: Block, context: Context = {}): string[] =>
  judge(readingOf(block), context).findings.map(({ rule, field }) => `${rule} ${field}`);

export const check = (who: Who, body: unknown) => call(who, `POST ${root}/check`, { body });
export const submit = (who: Who, body: unknown, headers: Record<string, string> = {}) =>
  call(who, `POST ${root}`, { body, headers });
export const list = (who: Who, query: Record<string, string> | [string, string][] = {}) =>
  call(who, `GET ${root}`, { query });

export const done = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
};

/** A submitted handoff and everything that can be asked of it. */
export const handoffOf = (id: string, submitted: Reply) => {
  const ask =
    (route: string) =>
    (who: Who, { approvalId = "", ...sent }: Sent = {}) =>
      call(who, route, { params: { handoffId: id, approvalId }, ...sent });
  const asks = Object.fromEntries(Object.entries(routesOf).map(([name, route]) => [name, ask(route)])) as {
    [name in keyof typeof routesOf]: (who: Who, sent?: Sent) => Promise<Reply>;
  };
  return { ...asks, id, submitted: submitted.body };
};

export const aHandoff = async (who: Who, fields: Block = readyForQa, more: object = {}) => {
  const reply = done(await submit(who, { fields, ...more }));
  return handoffOf(reply.body.id, reply);
};

/** The people of one tenant: a developer, QA, an orchestrator, all machines, and a human who reviews. */
export const aTeam = () => {
  const developer = someone("agent");
  const [qa, orchestrator] = [colleague(developer, "agent", "qa"), colleague(developer, "orchestrator")];
  return { developer, qa, orchestrator, human: colleague(developer, "reviewer") };
};

export const accepts = { decision: "accepted", read_back: "I verify the chunk against its acceptance criteria." };
export const approves = { decision: "approved" };
