// GET /api/builder-handoffs/{handoffId}/review
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import { Review } from "../../shared/builder-handoffs/review.ts";
import { DocumentVersion } from "../../shared/builder-handoffs/submission.ts";

export const contract = {
  summary: "Read a review as it was sealed; the newest unless a version is named",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  query: z.strictObject({ version: z.optional(DocumentVersion) }),
  answers: { 200: z.extend(Review, { digest: z.string() }) },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor }) => {
  const found = await handoffs.findVersion(actor.tenantId, params.handoffId, "REVIEW", query.version);
  if (!found) throw notFound();
  return ok(found);
});
