import * as z from "zod/mini";
import { Count, text, Uuid } from "../kernel/field.ts";
import { Cost } from "./cost.ts";
import { ExactInstant, inMilliseconds, isBefore } from "./exact-instant.ts";
import { PacketStatus } from "./phase-mark.ts";
import { Activity, Artifact, Decision } from "./packet-entry.ts";
import { Phase } from "./phase.ts";

/** Totals are kept by it, so ` IN1` is not another agent than `IN1`. */
const AgentId = text(128).check(z.refine((id) => id === id.trim(), "Expected an id without blanks around it"));

/** Longer than any body: what is too long is cut, not refused. */
const Summary = text(1_000_000);
const Artifacts = z.array(Artifact, "Expected an array of artifacts");
const Decisions = z.array(Decision, "Expected an array of decisions");
const ActivityLog = z.array(Activity, "Expected an array of activities");
const Json = z.record(z.string(), z.unknown(), "Expected an object");

const Sent = z.strictObject({
  phase: Phase,
  agent_id: AgentId,
  agent_name: text(200),
  agent_type: z.nullish(text(100)),
  status: z._default(PacketStatus, "completed"),
  /** The version that the packet must get; left out, it gets the next. */
  version: z.optional(z.int().check(z.positive())),
  started_at: z.nullish(ExactInstant),
  completed_at: z.nullish(ExactInstant),
  duration_ms: z.nullish(Count),
  cost_tokens_in: z.nullish(Count),
  cost_tokens_out: z.nullish(Count),
  cost_tokens_cache_read: z.nullish(Count),
  cost_tokens_cache_write: z.nullish(Count),
  cost_usd: z.nullish(Cost),
  cost_source: z.nullish(z.enum(["provider", "local", "estimated"])),
  model: z.nullish(text(200)),
  provider: z.nullish(text(200)),
  input_source_phase: z.nullish(Phase),
  input_source_packet_id: z.nullish(Uuid),
  input_context: z.nullish(Json),
  output_summary: z.optional(Summary),
  /** How many code points it had before the caller cut it. */
  output_summary_length: z.nullish(Count),
  output_artifacts: z.optional(Artifacts),
  output_decisions: z.optional(Decisions),
  output_metrics: z.nullish(Json),
  activity_log: z.optional(ActivityLog),
  rejection_reason: z.nullish(text(10_000)),
  diff_from_previous: z.nullish(Json),
  /** Names that older callers use. */
  summary: z.optional(Summary),
  artifacts: z.optional(Artifacts),
  decisions: z.optional(Decisions),
  activity: z.optional(ActivityLog),
});
type Sent = z.infer<typeof Sent>;

const aliases = {
  summary: "output_summary",
  artifacts: "output_artifacts",
  decisions: "output_decisions",
  activity: "activity_log",
} as const;

const contradictions = ({ value, issues }: z.core.ParsePayload<Sent>): void => {
  const fault = (name: string, message: string) => issues.push({ code: "custom", path: [name], message, input: value });
  for (const [alias, name] of Object.entries(aliases) as [
    keyof typeof aliases,
    (typeof aliases)[keyof typeof aliases],
  ][])
    if (value[alias] !== undefined && value[name] !== undefined)
      fault(alias, `This is ${name} again: send one of them`);
  if (value.output_summary === undefined && value.summary === undefined)
    fault("output_summary", "Expected the summary of what is handed over");
  if (value.status === "in_progress" && value.completed_at)
    fault("completed_at", "A packet in progress is not completed: leave it out, or send the status completed");
  else if (value.started_at && value.completed_at && isBefore(value.completed_at, value.started_at))
    fault("completed_at", `Expected a moment at or after started_at, ${value.started_at}`);
  const points = Array.from(value.output_summary ?? value.summary ?? "").length;
  if ((value.output_summary_length ?? points) < points)
    fault("output_summary_length", `Expected at least ${points}, which the summary has`);
};

/** As a packet is kept: under the document's names, its times to the millisecond. */
const asKept = ({ summary, artifacts, decisions, activity, ...sent }: Sent) => ({
  ...sent,
  started_at: sent.started_at && inMilliseconds(sent.started_at),
  completed_at: sent.completed_at && inMilliseconds(sent.completed_at),
  output_summary: sent.output_summary ?? summary ?? "",
  output_artifacts: sent.output_artifacts ?? artifacts ?? [],
  output_decisions: sent.output_decisions ?? decisions ?? [],
  activity_log: sent.activity_log ?? activity ?? [],
});

/** A packet as an orchestrator sends it (section 4 of the document). */
export const PacketInput = z.pipe(Sent.check(contradictions), z.transform(asKept));
export type PacketInput = z.infer<typeof PacketInput>;
