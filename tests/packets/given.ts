import { randomUUID } from "node:crypto";
import { call, type Reply, type Who } from "../support/call.ts";

export const routesOf = {
  put: "PUT /api/features/{featureId}",
  get: "GET /api/features/{featureId}",
  record: "POST /api/features/{featureId}/handoff-packets",
  packets: "GET /api/features/{featureId}/handoff-packets",
  export: "GET /api/features/{featureId}/handoff-packets/export",
  summary: "GET /api/features/{featureId}/handoff-summary",
} as const;
const ofPacket = {
  packet: "GET /api/features/{featureId}/handoff-packets/{packetId}",
  diff: "GET /api/features/{featureId}/handoff-packets/{packetId}/diff",
} as const;

type Sent = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> };

/** A feature and everything that can be asked of it, as one person. */
export const featureOf = (who: Who, featureId: string = randomUUID()) => {
  const ask =
    (route: string) =>
    (sent: Sent = {}) =>
      call(who, route, { params: { featureId }, ...sent });
  const asks = Object.fromEntries(Object.entries(routesOf).map(([name, route]) => [name, ask(route)])) as {
    [name in keyof typeof routesOf]: (sent?: Sent) => Promise<Reply>;
  };
  const askOf = (route: string) => (packetId: string) => call(who, route, { params: { featureId, packetId } });
  return {
    ...asks,
    packet: askOf(ofPacket.packet),
    diff: askOf(ofPacket.diff),
    /** Records a packet with what matters to a test; the packet as it was answered. */
    hand: async (body: object = {}) => done(await asks.record({ body: { ...packet, ...body } })).body.packet,
    featureId,
    as: (other: Who) => featureOf(other, featureId),
  };
};
export type FeatureUnderTest = ReturnType<typeof featureOf>;

export const feature = {
  title: "Audit trail, phase 2",
  description: "Packets are written, timed and costed",
  status: "design_review",
  priority: "high",
  labels: ["audit", "api"],
};

/** All that a packet has to say. */
export const packet = {
  phase: "design_review",
  agent_id: "IN1",
  agent_name: "Product Architect",
  output_summary: "Spec written with 12 acceptance criteria",
};

export const done = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
};

/** A feature without a packet. */
export const aFeature = async (who: Who, body: object = {}): Promise<FeatureUnderTest> => {
  const it = featureOf(who);
  done(await it.put({ body: { ...feature, ...body } }));
  return it;
};
