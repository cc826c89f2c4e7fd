import { randomUUID } from "node:crypto";
import { aFeature, packet } from "../../packets/given.ts";
import type { Given, More } from "./example.ts";

const ofFeature =
  (packets: number, more: More = {}): Given =>
  async (tenant) => {
    const who = tenant("orchestrator");
    const epic = randomUUID();
    const it = await aFeature(who, { epic_id: epic });
    let packetId = "";
    for (let each = 0; each < packets; each += 1) packetId = (await it.hand()).id as string;
    return { who, params: { featureId: it.featureId, packetId, epicId: epic }, ...more };
  };

export const ofPackets: Record<string, Given> = {
  "GET /api/features": ofFeature(1),
  "GET /api/features/{featureId}": ofFeature(1),
  "PUT /api/features/{featureId}": ofFeature(0, { body: { title: "Audit trail, phase 3", status: "in_progress" } }),
  "GET /api/features/{featureId}/handoff-packets": ofFeature(2),
  "POST /api/features/{featureId}/handoff-packets": ofFeature(1, { body: packet }),
  "GET /api/features/{featureId}/handoff-packets/export": ofFeature(2, { query: { format: "csv" } }),
  "GET /api/features/{featureId}/handoff-packets/{packetId}": ofFeature(1),
  "GET /api/features/{featureId}/handoff-packets/{packetId}/diff": ofFeature(2),
  "GET /api/features/{featureId}/handoff-summary": ofFeature(1),
  "GET /api/epics/{epicId}/handoff-summary": ofFeature(1),
  "GET /api/handoff-summary": ofFeature(1),
};
