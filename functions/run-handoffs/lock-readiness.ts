// POST /api/n3/runs/{runId}/readiness-lock
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { LockInput, lockOf, lockReadiness, ReadinessLock } from "../../shared/run-handoffs/readiness-lock.ts";

export const contract = {
  summary: "Freeze the readiness facts of a run as counts",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: LockInput,
  answers: { 201: ReadinessLock },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return runs.change(
    call,
    params.runId,
    (run) => lockReadiness(run, body, step),
    (run) => created(lockOf(run)),
  );
});
