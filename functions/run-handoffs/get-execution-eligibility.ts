// GET /api/n3/runs/{runId}/execution-eligibility
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { Evaluation } from "../../shared/run-handoffs/eligibility.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";

export const contract = {
  summary: "Read the newest evaluation of a run",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  answers: { 200: Evaluation },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { evaluation } = await runs.read(actor.tenantId, params.runId);
  if (!evaluation) throw notFound();
  return ok(evaluation.evaluation);
});
