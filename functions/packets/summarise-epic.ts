// GET /api/epics/{epicId}/handoff-summary
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { EpicId } from "../../shared/packets/feature.ts";
import { idsOfEpic } from "../../shared/packets/feature-list-repository.ts";
import { EpicSummary, summaryOfWindow } from "../../shared/packets/summary.ts";
import * as totals from "../../shared/packets/totals-repository.ts";
import { openWindowOf, WindowQuery } from "../../shared/packets/window.ts";

export const contract = {
  summary: "See what the features of an epic took, from its beginning or between two days",
  roles: ["orchestrator", "agent", "owner", "admin", "member", "reviewer"],
  params: z.strictObject({ epicId: EpicId }),
  query: WindowQuery,
  answers: { 200: EpicSummary },
} as const;

export const handler = endpoint(contract, async ({ params: { epicId }, query, actor }) => {
  const window = openWindowOf(query);
  const features = await idsOfEpic(actor.tenantId, epicId);
  if (features.length === 0) throw notFound();
  const spent = await totals.ofFeatures(actor.tenantId, features, window);
  return ok({ epic_id: epicId, ...summaryOfWindow(window, spent) });
});
