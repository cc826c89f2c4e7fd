import type { FeatureStatus } from "../../shared/packets/feature.ts";
import type { Packet } from "../../shared/packets/packet.ts";
import { labelOf } from "../../shared/packets/phase.ts";
import { State, type Tone } from "../shell/state.tsx";

const toneOf = (status: FeatureStatus): Tone => {
  if (status === "done") return "good";
  if (status === "cancelled") return "over";
  return status === "planning" ? "quiet" : "current";
};

/** A feature's status is the phase that its board has it in, or that it was given up. */
export const statusName = (status: FeatureStatus): string => (status === "cancelled" ? "Cancelled" : labelOf(status));

export const FeatureState = ({ status }: { status: FeatureStatus }) => (
  <State tone={toneOf(status)}>{statusName(status)}</State>
);

const packetStates: Record<Packet["status"], readonly [Tone, string]> = {
  completed: ["good", "Completed"],
  in_progress: ["current", "In progress"],
  rejected: ["bad", "Rejected"],
};

export const packetTone = (status: Packet["status"]): Tone => packetStates[status][0];
export const packetStatusName = (status: Packet["status"]): string => packetStates[status][1];

export const PacketState = ({ status, testId }: { status: Packet["status"]; testId?: string }) => (
  <State tone={packetTone(status)} {...(testId && { testId })}>
    {packetStatusName(status)}
  </State>
);
