// GET /api/builder-handoffs/{handoffId}/answers
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { Answers } from "../../shared/builder-handoffs/gate.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import { DocumentVersion } from "../../shared/builder-handoffs/submission.ts";

export const contract = {
  summary: "Read the builder's answers with their questions; the newest unless a version is named",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  query: z.strictObject({ version: z.optional(DocumentVersion) }),
  answers: { 200: z.extend(Answers, { digest: z.string() }) },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor }) => {
  const found = await handoffs.findVersion(actor.tenantId, params.handoffId, "ANSWERS", query.version);
  if (!found) throw notFound();
  return ok(found);
});
