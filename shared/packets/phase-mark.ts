import * as z from "zod/mini";
import { Instant } from "../kernel/field.ts";

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
