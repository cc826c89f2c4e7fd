// GET /api/n3/runs/{runId}/execution-handoff
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import { RunHandoff } from "../../shared/run-handoffs/run-handoff.ts";
import * as runHandoffs from "../../shared/run-handoffs/run-handoff-repository.ts";

export const contract = {
  summary: "Read the recorded handoff of a run, verbatim",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  answers: { 200: RunHandoff },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const handoff = await runHandoffs.find(actor.tenantId, params.runId);
  if (!handoff) throw notFound();
  return ok(handoff);
});
