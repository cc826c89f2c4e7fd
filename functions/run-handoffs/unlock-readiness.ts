// POST /api/n3/runs/{runId}/readiness-unlock
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { lockOf, ReadinessLock, unlockReadiness } from "../../shared/run-handoffs/readiness-lock.ts";

export const contract = {
  summary: "End the active readiness lock of a run",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: z.strictObject({}),
  answers: { 200: ReadinessLock },
} as const;

export const handler = endpoint(contract, ({ params, ...call }) =>
  runs.change(call, params.runId, unlockReadiness, (run) => ok(lockOf(run))),
);
