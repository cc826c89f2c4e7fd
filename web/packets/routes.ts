import { route } from "../api/route.ts";

export const listFeatures = route<typeof import("../../functions/packets/list-features.ts")>("GET /api/features");
export const getFeature = route<typeof import("../../functions/packets/get-feature.ts")>(
  "GET /api/features/{featureId}",
);
export const listPackets = route<typeof import("../../functions/packets/list-handoff-packets.ts")>(
  "GET /api/features/{featureId}/handoff-packets",
);
export const exportPackets = route<typeof import("../../functions/packets/export-handoff-packets.ts")>(
  "GET /api/features/{featureId}/handoff-packets/export",
);
export const diffPacket = route<typeof import("../../functions/packets/diff-handoff-packet.ts")>(
  "GET /api/features/{featureId}/handoff-packets/{packetId}/diff",
);
export const summariseFeature = route<typeof import("../../functions/packets/summarise-feature.ts")>(
  "GET /api/features/{featureId}/handoff-summary",
);
export const summariseTenant =
  route<typeof import("../../functions/packets/summarise-tenant.ts")>("GET /api/handoff-summary");
export const summariseEpic = route<typeof import("../../functions/packets/summarise-epic.ts")>(
  "GET /api/epics/{epicId}/handoff-summary",
);
