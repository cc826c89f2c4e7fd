import * as z from "zod/mini";
import { Count, Digest, Instant, Uuid } from "../kernel/field.ts";
import type { Seal } from "../ledger/seal.ts";
import { Cost } from "./cost.ts";
import { FeatureId } from "./feature.ts";
import { PacketStatus } from "./phase-mark.ts";
import { Activity, Artifact, Decision } from "./packet-entry.ts";
import { Phase } from "./phase.ts";

const Json = z.record(z.string(), z.unknown());

/** A handoff packet: the row of the document's table, with what the server added to what was sent. */
export const Packet = z.object({
  id: Uuid,
  feature_id: FeatureId,
  phase: Phase,
  phase_order: z.int(),
  phase_label: z.string(),
  version: z.int(),
  status: PacketStatus,
  agent_id: z.string(),
  agent_type: z.nullable(z.string()),
  agent_name: z.string(),
  started_at: z.nullable(Instant),
  completed_at: z.nullable(Instant),
  duration_ms: z.nullable(Count),
  cost_tokens_in: z.nullable(Count),
  cost_tokens_out: z.nullable(Count),
  cost_tokens_cache_read: z.nullable(Count),
  cost_tokens_cache_write: z.nullable(Count),
  cost_usd: z.nullable(Cost),
  cost_source: z.nullable(z.string()),
  model: z.nullable(z.string()),
  provider: z.nullable(z.string()),
  input_source_phase: z.nullable(Phase),
  input_source_packet_id: z.nullable(Uuid),
  input_context: z.nullable(Json),
  output_summary: z.string(),
  /** Whether the summary was cut, here or by who sent it, and how many code points it had before. */
  output_summary_truncated: z.boolean(),
  output_summary_length: Count,
  output_artifacts: z.array(Artifact),
  output_decisions: z.array(Decision),
  output_metrics: z.nullable(Json),
  previous_version_id: z.nullable(Uuid),
  rejection_reason: z.nullable(z.string()),
  /** What the caller says of it; GET …/diff compares the packets themselves. */
  diff_from_previous: z.nullable(Json),
  activity_log: z.array(Activity),
  created_at: Instant,
  created_by: z.string(),
  updated_at: Instant,
});
export type Packet = z.infer<typeof Packet>;

/** A packet as it is sealed. */
export type SealedPacket = { packet: Packet; seal: Seal };

/** A packet as it is answered. `digest` is the SHA-256 of the others in canonical JSON (RFC 8785). */
export const AnsweredPacket = z.extend(Packet, { digest: Digest });
export type AnsweredPacket = z.infer<typeof AnsweredPacket>;

/** From the sealed text, so that it is the same to the byte whenever it is asked for. */
export const answeredPacket = ({ text, digest }: Seal): AnsweredPacket => ({ ...(JSON.parse(text) as Packet), digest });

/** The answer to whoever recorded it (section 4 of the document). */
export const RecordedPacket = z.object({ packet: AnsweredPacket, phase_order: z.int(), phase_label: z.string() });
export const recordedPacket = (packet: AnsweredPacket): z.infer<typeof RecordedPacket> => ({
  packet,
  phase_order: packet.phase_order,
  phase_label: packet.phase_label,
});
