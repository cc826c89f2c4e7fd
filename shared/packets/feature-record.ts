import * as z from "zod/mini";
import type { Actor } from "../kernel/actor.ts";
import { Instant } from "../kernel/field.ts";
import type { Feature } from "./feature.ts";
import type { SealedPacket } from "./packet.ts";
import { Phase } from "./phase.ts";
import type { DayTotals } from "./totals.ts";

/** What a feature's head says of one phase. Ids follow from versions. */
export const PhaseMark = z.object({
  /** The last version. */
  version: z.int(),
  /** The last version that is completed. */
  completed: z.optional(z.int()),
  /** When the last version was started, while it is in progress. */
  open: z.optional(Instant),
});
export type PhaseMark = z.infer<typeof PhaseMark>;

/** By the order of the phase. */
export const PhaseMarks = z.record(z.string(), PhaseMark);
export type PhaseMarks = Readonly<Partial<Record<string, PhaseMark>>>;

/** The status of the last version. */
export const statusIn = ({ version, completed, open }: PhaseMark): PacketStatus => {
  if (completed === version) return "completed";
  return open === undefined ? "rejected" : "in_progress";
};

export const PacketStatus = z.enum(["completed", "in_progress", "rejected"]);
export type PacketStatus = z.infer<typeof PacketStatus>;

/** Everything known about a feature, as one reading gave it. */
export type FeatureRecord = {
  rev: number;
  feature: Feature;
  phases: PhaseMarks;
  /** The phase of the newest packet. */
  latest?: Phase | undefined;
  /** The day of the newest packet, in UTC. */
  day?: string | undefined;
  /** What a packet's totals are added to, if a packet is to be recorded. */
  totals?: DayTotals | undefined;
};

export const FeatureHead = z.object({
  phases: PhaseMarks,
  latest: z.optional(Phase),
  day: z.optional(z.string()),
});

export type FeatureEvent = "feature_created" | "feature_updated" | "handoff_packet_created";

/** The next state of a feature, and what happened. A packet is sealed in the same commit. */
export type FeatureChange = { record: FeatureRecord; event: FeatureEvent; sealed?: SealedPacket };

/** Who does it and when. */
export type Step = { by: Actor; now: Date };
