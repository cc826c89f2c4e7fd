import * as z from "zod/mini";
import type { Actor } from "../kernel/actor.ts";
import { Instant } from "../kernel/field.ts";
import type { Feature } from "./feature.ts";
import type { SealedPacket } from "./packet.ts";
import { Phase } from "./phase.ts";
import { PhaseMarks } from "./phase-mark.ts";
import type { DayTotals } from "./totals.ts";

/** Everything known about a feature, as one reading gave it. */
export type FeatureRecord = {
  rev: number;
  feature: Feature;
  phases: PhaseMarks;
  /** The phase of the newest packet. */
  latest?: Phase | undefined;
  /** When the newest packet was recorded: its `created_at`. */
  recorded_at?: string | undefined;
  /** What a packet's totals are added to, if a packet is to be recorded. */
  totals?: DayTotals | undefined;
};

export const FeatureHead = z.object({
  phases: PhaseMarks,
  latest: z.optional(Phase),
  recorded_at: z.optional(Instant),
});

export type FeatureEvent = "feature_created" | "feature_updated" | "handoff_packet_created";

/** The next state of a feature, and what happened. A packet is sealed in the same commit. */
export type FeatureChange = { record: FeatureRecord; event: FeatureEvent; sealed?: SealedPacket };

/** Who does it and when. */
export type Step = { by: Actor; now: Date };

/** A call may have waited since `now`, while others were recorded: what it records is no older than they are. */
export const notBefore = (recordedAt: string | undefined, now: Date): Date =>
  new Date(Math.max(now.getTime(), recordedAt ? Date.parse(recordedAt) : 0));
