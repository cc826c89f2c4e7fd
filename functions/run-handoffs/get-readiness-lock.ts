// GET /api/n3/runs/{runId}/readiness-lock
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { lockOf, ReadinessLock } from "../../shared/run-handoffs/readiness-lock.ts";

export const contract = {
  summary: "Read the active readiness lock of a run",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  answers: { 200: ReadinessLock },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) =>
  ok(lockOf(await runs.read(actor.tenantId, params.runId))),
);
