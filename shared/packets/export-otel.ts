import type { AnsweredPacket } from "./packet.ts";

type Value = { stringValue: string } | { intValue: string };
type Attribute = { key: string; value: Value };

/** The version of the semantic conventions whose names are used. */
const CONVENTIONS = "https://opentelemetry.io/schemas/1.41.0";

/**
 * Packets as one OTLP trace in JSON, as `POST /v1/traces` of any collector takes it: a feature is a trace, a packet a span
 * `invoke_agent`, its input a link. Agents, models and tokens have the names of the GenAI semantic conventions; what these do
 * not know stands under `baton.`
 */
export const otelOf = (packets: readonly AnsweredPacket[]): object => ({
  resourceSpans: [
    {
      resource: { attributes: attributes({ "service.name": "baton" }) },
      schemaUrl: CONVENTIONS,
      scopeSpans: [{ scope: { name: "baton.packets" }, spans: packets.map(spanOf) }],
    },
  ],
});

const INTERNAL = 1;
const OK = 1;
const ERROR = 2;
const statusOf = {
  completed: { code: OK },
  in_progress: {},
  rejected: { code: ERROR },
};

const spanOf = (packet: AnsweredPacket): object => {
  const { feature_id, input_source_packet_id: source, status, rejection_reason } = packet;
  const traceId = traceIdOf(feature_id);
  return {
    traceId,
    spanId: spanIdOf(packet.id),
    name: `invoke_agent ${packet.agent_name}`,
    kind: INTERNAL,
    ...timesOf(packet),
    attributes: attributes(factsOf(packet)),
    links: source ? [{ traceId, spanId: spanIdOf(source) }] : [],
    status: { ...statusOf[status], ...(rejection_reason && status === "rejected" && { message: rejection_reason }) },
  };
};

/** A feature's id has the 16 bytes of a trace's; the last eight of a packet's are its own within the feature. */
const traceIdOf = (featureId: string): string => featureId.replaceAll("-", "");
const spanIdOf = (packetId: string): string => packetId.replaceAll("-", "").slice(16);

/** A span has both ends: one that is not known is where the other one and the duration put it. */
const timesOf = ({ started_at, completed_at, created_at, duration_ms }: AnsweredPacket) => {
  const end = Date.parse(completed_at ?? created_at);
  const start = started_at ? Date.parse(started_at) : end - (duration_ms ?? 0);
  return { startTimeUnixNano: nanoseconds(start), endTimeUnixNano: nanoseconds(Math.max(start, end)) };
};

const nanoseconds = (milliseconds: number): string => String(BigInt(Math.max(milliseconds, 0)) * 1_000_000n);

const factsOf = (packet: AnsweredPacket): Record<string, unknown> => ({
  "gen_ai.operation.name": "invoke_agent",
  "gen_ai.provider.name": packet.provider,
  "gen_ai.agent.id": packet.agent_id,
  "gen_ai.agent.name": packet.agent_name,
  "gen_ai.request.model": packet.model,
  "gen_ai.usage.input_tokens": packet.cost_tokens_in,
  "gen_ai.usage.output_tokens": packet.cost_tokens_out,
  "gen_ai.usage.cache_read.input_tokens": packet.cost_tokens_cache_read,
  "gen_ai.usage.cache_creation.input_tokens": packet.cost_tokens_cache_write,
  "baton.feature.id": packet.feature_id,
  "baton.packet.id": packet.id,
  "baton.packet.digest": packet.digest,
  "baton.packet.phase": packet.phase,
  "baton.packet.phase_order": packet.phase_order,
  "baton.packet.version": packet.version,
  "baton.agent.type": packet.agent_type,
  "baton.packet.status": packet.status,
  "baton.packet.duration_ms": packet.duration_ms,
  "baton.packet.cost_usd": packet.cost_usd === null ? null : String(packet.cost_usd),
  "baton.packet.summary": packet.output_summary,
});

/** Integers are text in OTLP's JSON, so that none loses a digit. What is not known is left out. */
const attributes = (facts: Record<string, unknown>): Attribute[] =>
  Object.entries(facts).flatMap(([key, fact]) => {
    if (fact === null || fact === undefined) return [];
    return { key, value: typeof fact === "number" ? { intValue: String(fact) } : { stringValue: fact as string } };
  });
