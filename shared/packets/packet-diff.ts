import * as z from "zod/mini";
import { Uuid } from "../kernel/field.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { Packet } from "./packet.ts";
import { Activity, Artifact, Decision } from "./packet-entry.ts";
import { Phase } from "./phase.ts";

const changesOf = <T extends z.ZodMiniType>(value: T) =>
  z.object({
    added: z.array(z.object({ name: z.string(), after: value })),
    removed: z.array(z.object({ name: z.string(), before: value })),
    changed: z.array(z.object({ name: z.string(), before: value, after: value })),
  });

const Metric = z.unknown();

/** What a packet changed against the version before it. Against nothing, everything is added. */
export const PacketDiff = z.object({
  packet_id: Uuid,
  phase: Phase,
  version: z.int(),
  previous_version_id: z.nullable(Uuid),
  summary: z.object({ changed: z.boolean(), before: z.nullable(z.string()), after: z.string() }),
  /** By path, or by the title or label of those that have none. */
  artifacts: changesOf(Artifact),
  /** By what was decided or asked. */
  decisions: changesOf(Decision),
  /** By time and event. */
  activity: changesOf(Activity),
  metrics: changesOf(Metric),
  /** By member of what was passed in. */
  input_context: changesOf(Metric),
  /** Status, agent, model, input, time, tokens and cost. */
  figures: changesOf(Metric),
});
export type PacketDiff = z.infer<typeof PacketDiff>;

const FIGURES = [
  ...(["status", "rejection_reason", "agent_id", "agent_name", "agent_type", "model", "provider"] as const),
  ...(["input_source_phase", "input_source_packet_id", "started_at", "completed_at", "duration_ms"] as const),
  ...(["cost_usd", "cost_tokens_in", "cost_tokens_out", "cost_tokens_cache_read", "cost_tokens_cache_write"] as const),
  ...(["cost_source"] as const),
];

/** Compares a packet with the version before it, if there is one. */
export const diffOf = (packet: Packet, previous: Packet | undefined): PacketDiff => ({
  packet_id: packet.id,
  phase: packet.phase,
  version: packet.version,
  previous_version_id: packet.previous_version_id,
  summary: {
    changed: packet.output_summary !== previous?.output_summary,
    before: previous?.output_summary ?? null,
    after: packet.output_summary,
  },
  artifacts: compare(
    named(previous?.output_artifacts ?? [], nameOfArtifact),
    named(packet.output_artifacts, nameOfArtifact),
  ),
  decisions: compare(
    named(previous?.output_decisions ?? [], nameOfDecision),
    named(packet.output_decisions, nameOfDecision),
  ),
  activity: compare(named(previous?.activity_log ?? [], nameOfActivity), named(packet.activity_log, nameOfActivity)),
  metrics: compare(membersOf(previous?.output_metrics), membersOf(packet.output_metrics)),
  input_context: compare(membersOf(previous?.input_context), membersOf(packet.input_context)),
  figures: compare(figuresIn(previous), figuresIn(packet)),
});

/** What an artifact is known by: its path, or its title or label. */
export const nameOfArtifact = (artifact: Artifact): string =>
  String("path" in artifact ? artifact.path : "title" in artifact ? artifact.title : artifact.label);

/** What a decision is known by: what was decided or asked. */
export const nameOfDecision = (decision: Decision): string =>
  String("decision" in decision ? decision.decision : "question" in decision ? decision.question : decision.title);

const nameOfActivity = (activity: Activity): string =>
  `${activity.timestamp} ${String("event" in activity ? activity.event : activity.action)}`;

/** Entries by their name; the second of a name is its second again. */
const named = <T>(entries: readonly T[], nameOf: (entry: T) => string): Map<string, T> => {
  const seen = new Map<string, number>();
  const byName = new Map<string, T>();
  for (const entry of entries) {
    const name = nameOf(entry);
    let times = seen.get(name) ?? 0;
    let unique: string;
    do {
      times += 1;
      unique = times === 1 ? name : `${name} (${times})`;
    } while (byName.has(unique));
    seen.set(name, times);
    byName.set(unique, entry);
  }
  return byName;
};

const membersOf = (value: Record<string, unknown> | null | undefined): Map<string, unknown> =>
  new Map(Object.entries(value ?? {}));

const figuresIn = (packet: Packet | undefined): Map<string, unknown> =>
  new Map(FIGURES.flatMap((name) => (packet && packet[name] !== null ? [[name, packet[name]] as const] : [])));

const compare = <T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>) => ({
  added: [...after].flatMap(([name, value]) => (before.has(name) ? [] : { name, after: value })),
  removed: [...before].flatMap(([name, value]) => (after.has(name) ? [] : { name, before: value })),
  changed: [...after].flatMap(([name, value]) => {
    const earlier = before.get(name);
    return earlier !== undefined && !isSame(earlier, value) ? { name, before: earlier, after: value } : [];
  }),
});

const isSame = (a: unknown, b: unknown): boolean => canonicalText([a]) === canonicalText([b]);
