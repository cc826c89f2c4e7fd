// GET /api/features/{featureId}/handoff-packets/{packetId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Uuid } from "../../shared/kernel/field.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { FeatureId } from "../../shared/packets/feature.ts";
import { AnsweredPacket } from "../../shared/packets/packet.ts";
import * as packets from "../../shared/packets/packet-repository.ts";

export const contract = {
  summary: "Read a packet",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  params: z.strictObject({ featureId: FeatureId, packetId: Uuid }),
  answers: { 200: AnsweredPacket },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const packet = await packets.find(actor.tenantId, params.featureId, params.packetId);
  if (!packet) throw notFound();
  return ok(packet);
});
