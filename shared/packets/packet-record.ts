import { MOST_VERSIONS } from "../ledger/keys.ts";
import { Problem } from "../kernel/problem.ts";
import { seal } from "../ledger/seal.ts";
import { cut } from "./cut.ts";
import { type FeatureChange, type FeatureRecord, notBefore, type Step } from "./feature-record.ts";
import type { PhaseMark } from "./phase-mark.ts";
import { inputSource } from "./input-source.ts";
import type { Packet } from "./packet.ts";
import { packetIdOf } from "./packet-id.ts";
import type { PacketInput } from "./packet-input.ts";
import { timesOf } from "./packet-times.ts";
import { labelOf, orderOf } from "./phase.ts";
import { withPacket } from "./totals.ts";

/** Section 9, 14 of the document. */
const SUMMARY = 10_000;
const MOST_BYTES = 350_000;

/**
 * Records the next packet of a phase, with everything that callers need not say: order, label, version, links, times (section 4,
 * auto-enrichment). A packet in progress is completed by the next version, and none is older than the one before it.
 * The totals of the record are those of the day that `notBefore` gives.
 * @throws Problem VERSION_CONFLICT, INVALID_REQUEST for a source or a time that cannot be, TOO_LARGE
 */
export const recordPacket = (record: FeatureRecord, input: PacketInput, { by, now }: Step): FeatureChange => {
  const step = { by, now: notBefore(record.recorded_at, now) };
  const order = orderOf(input.phase);
  const before = record.phases[order];
  const packet = packetOf(record, input, step, nextVersion(before, input));
  const sealed = { packet, seal: seal(packet) };
  assertSize(sealed.seal.text);
  return {
    record: {
      ...record,
      phases: { ...record.phases, [order]: markOf(before, packet) },
      latest: packet.phase,
      recorded_at: step.now.toISOString(),
      totals: { rev: record.rev + 1, totals: withPacket(record.totals?.totals, packet) },
    },
    event: "handoff_packet_created",
    sealed,
  };
};

const nextVersion = (before: PhaseMark | undefined, { phase, version }: PacketInput): number => {
  const next = (before?.version ?? 0) + 1;
  if (next > MOST_VERSIONS)
    throw new Problem("VERSION_CONFLICT", `The phase ${phase} has ${MOST_VERSIONS} packets, the most it can have.`);
  if ((version ?? next) !== next)
    throw new Problem(
      "VERSION_CONFLICT",
      `The next packet of ${phase} has version ${next}, not ${version}. Read the packets and decide again, or leave the version out.`,
      [{ pointer: "/version", detail: `Expected ${next}` }],
    );
  return next;
};

const packetOf = (record: FeatureRecord, input: PacketInput, { by, now }: Step, version: number): Packet => {
  const { phase, version: _expected, ...sent } = input;
  const { id: feature_id } = record.feature;
  const order = orderOf(phase);
  const idOf = (at: number) => packetIdOf(by.tenantId, feature_id, { order, version: at });
  const summary = cut(input.output_summary, SUMMARY);
  const length = sent.output_summary_length ?? summary.length;
  return {
    ...nothingSaid,
    ...given(sent),
    id: idOf(version),
    feature_id,
    phase,
    phase_order: order,
    phase_label: labelOf(phase),
    version,
    ...timesOf(input, record.phases[order]?.open, now),
    ...inputSource(record, by.tenantId, input),
    output_summary: summary.text,
    output_summary_truncated: length > Math.min(summary.length, SUMMARY),
    output_summary_length: length,
    previous_version_id: version > 1 ? idOf(version - 1) : null,
    created_at: now.toISOString(),
    created_by: by.id,
    updated_at: now.toISOString(),
  };
};

/** What callers may leave out or send as null. */
const nothingSaid = {
  agent_type: null,
  cost_tokens_in: null,
  cost_tokens_out: null,
  cost_tokens_cache_read: null,
  cost_tokens_cache_write: null,
  cost_usd: null,
  cost_source: null,
  model: null,
  provider: null,
  input_context: null,
  output_metrics: null,
  rejection_reason: null,
  diff_from_previous: null,
};

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
const given = <T extends object>(sent: T): Given<T> =>
  Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as Given<T>;

const markOf = (before: PhaseMark | undefined, { version, status, started_at }: Packet): PhaseMark => ({
  version,
  completed: status === "completed" ? version : before?.completed,
  open: status === "in_progress" ? (started_at ?? undefined) : undefined,
});

const assertSize = (text: string): void => {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES)
    throw new Problem(
      "TOO_LARGE",
      `The packet has ${bytes} bytes as it would be sealed; at most ${MOST_BYTES} fit. Keep large artifacts elsewhere and send where they are.`,
    );
};
