import { randomUUID } from "node:crypto";
import { apiOf } from "./api.ts";
import type { Who } from "./console.ts";

const made = { agent_id: "IN2", agent_name: "Builder Agent", started_at: "2026-02-24T04:00:00Z" };

/** The epic that features of the tests are of. */
export const EPIC = "7c3a1f60-2b4d-4e8a-9f10-6d5c4b3a2918";

/** A feature whose build was rejected once: what its second version changed is all there is to see. */
export const givenFeature = async (who: Who) => {
  const featureId = randomUUID();
  const api = await apiOf(who);
  const record = async (body: object) =>
    (await api(`POST /api/features/${featureId}/handoff-packets`, { ...made, ...body })).packet;
  await api(`PUT /api/features/${featureId}`, {
    title: "Meter readings by portal",
    status: "qa_review",
    epic_id: EPIC,
  });
  await record({ phase: "planning", output_summary: "Three tasks.", completed_at: "2026-02-24T04:18:00Z" });
  await record({
    phase: "in_progress",
    status: "rejected",
    rejection_reason: "Readings of the future are taken",
    output_summary: "Readings are taken.",
    completed_at: "2026-02-24T05:00:00Z",
    cost_usd: 0.35,
    output_artifacts: [{ type: "file", path: "readings.ts", action: "created" }],
  });
  const second = await record({
    phase: "in_progress",
    output_summary: "Readings are taken, of the past alone.",
    completed_at: "2026-02-24T04:30:00Z",
    cost_usd: "0.150001",
    output_artifacts: [
      { type: "file", path: "readings.ts", action: "modified" },
      { type: "note", title: "<img src=x onerror=alert(1)>", url: "javascript:alert(1)" },
    ],
    output_decisions: [{ decision: "Refuse the future", rationale: "Criterion 4", alternatives_considered: ["Warn"] }],
    activity_log: [{ timestamp: "2026-02-24T04:05:00Z", event: "phase_started", detail: "second attempt" }],
  });
  const test = await record({
    phase: "qa_review",
    output_summary: "All 12 hold.",
    completed_at: "2026-02-24T04:10:00Z",
  });
  return { featureId, path: `/features/${featureId}`, second, test };
};
