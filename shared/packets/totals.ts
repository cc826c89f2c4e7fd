import * as z from "zod/mini";
import { Figures, figuresOf, sumOfFigures } from "./figures.ts";
import type { Packet } from "./packet.ts";
import { Phase } from "./phase.ts";

/** From this version on, versions are summed together, so that the totals of a day stay one small item, of 20 KB at most. */
export const LATER_VERSIONS = 100;

/** What one agent's packets of one feature, phase and day took, by version. */
export const Totals = z.object({
  phase: Phase,
  agent_id: z.string(),
  versions: z.record(z.string(), Figures),
});
export type Totals = z.infer<typeof Totals>;

/** The totals that a packet is added to, and the rev at which they were written; 0 before the first. */
export type DayTotals = { rev: number; totals: Totals | undefined };

/** The UTC day on which a packet counts: that of its recording, so that a day that is over never changes. */
export const dayOf = (at: Date | string): string => new Date(at).toISOString().slice(0, 10);

/** The totals with one packet more. */
export const withPacket = (before: Totals | undefined, packet: Packet): Totals => {
  const version = String(Math.min(packet.version, LATER_VERSIONS));
  const earlier = before?.versions[version];
  const figures = figuresOf(packet);
  return {
    phase: packet.phase,
    agent_id: packet.agent_id,
    versions: { ...before?.versions, [version]: earlier ? sumOfFigures([earlier, figures]) : figures },
  };
};
