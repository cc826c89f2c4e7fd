// GET /api/n3/runs/{runId}/monitor
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Evaluation } from "../../shared/run-handoffs/eligibility.ts";
import { Readiness } from "../../shared/run-handoffs/readiness.ts";
import { Run, RunId } from "../../shared/run-handoffs/run.ts";
import { RunHandoff } from "../../shared/run-handoffs/run-handoff.ts";
import * as runHandoffs from "../../shared/run-handoffs/run-handoff-repository.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { lockOf, ReadinessLock } from "../../shared/run-handoffs/readiness-lock.ts";

export const contract = {
  summary: "See all that is known about a run on one page",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  answers: {
    200: z.object({
      run: Run,
      readiness_lock: ReadinessLock,
      execution_eligibility: z.nullable(Evaluation),
      execution_handoff: z.nullable(RunHandoff),
      zone_pricing_estimate: Readiness.shape.zone_pricing_estimate,
    }),
  },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const [record, handoff] = await Promise.all([
    runs.read(actor.tenantId, params.runId),
    runHandoffs.find(actor.tenantId, params.runId),
  ]);
  return ok({
    run: record.run,
    readiness_lock: lockOf(record),
    execution_eligibility: record.evaluation?.evaluation ?? null,
    execution_handoff: handoff ?? null,
    zone_pricing_estimate: record.readiness?.zone_pricing_estimate ?? null,
  });
});
