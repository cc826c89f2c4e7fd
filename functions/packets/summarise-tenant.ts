// GET /api/handoff-summary
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { summaryOfWindow, WindowSummary } from "../../shared/packets/summary.ts";
import * as totals from "../../shared/packets/totals-repository.ts";
import { windowOf, WindowQuery } from "../../shared/packets/window.ts";

export const contract = {
  summary: "See what the features of your tenant took between two days, of the last 30 unless told",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  query: WindowQuery,
  answers: { 200: WindowSummary },
} as const;

export const handler = endpoint(contract, async ({ query, actor, now }) => {
  const window = windowOf(query, now);
  const features = await totals.activeFeatures(actor.tenantId, window);
  return ok(summaryOfWindow(window, await totals.ofFeatures(actor.tenantId, features, window)));
});
