// POST /api/features/{featureId}/handoff-packets
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { FeatureId } from "../../shared/packets/feature.ts";
import * as features from "../../shared/packets/feature-repository.ts";
import { RecordedPacket } from "../../shared/packets/packet.ts";
import { PacketInput } from "../../shared/packets/packet-input.ts";

export const contract = {
  summary: "Hand a phase of a feature over to the next: record its packet",
  description:
    "The version, the links to other packets, missing times and the phase's label are added. It is never changed.",
  roles: ["orchestrator", "agent", "owner", "admin"],
  params: z.strictObject({ featureId: FeatureId }),
  body: PacketInput,
  answers: { 201: RecordedPacket },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => features.record(call, params.featureId, body));
