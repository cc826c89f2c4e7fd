// GET /api/builder-handoffs/{handoffId}/statement
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import type { Review } from "../../shared/builder-handoffs/review.ts";
import { Statement } from "../../shared/builder-handoffs/statement.ts";
import { DocumentVersion } from "../../shared/builder-handoffs/submission.ts";

export const contract = {
  summary: "Export a verdict as an in-toto Statement, as it was sealed with the review",
  description:
    "The SLSA verification summary unless the test result is asked for. The Link header leads to the proof of the sealed review.",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  query: z.strictObject({
    predicate: z._default(z.enum(["verification_summary", "test_result"]), "verification_summary"),
    version: z.optional(DocumentVersion),
  }),
  answers: { 200: Statement },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor }) => {
  const found = await handoffs.findVersion(actor.tenantId, params.handoffId, "REVIEW", query.version);
  if (!found) throw notFound();
  const { statements, digest } = found as Review & { digest: string };
  return ok(statements[query.predicate], { link: `</api/ledger/${digest}/bundle>; rel="describedby"` });
});
