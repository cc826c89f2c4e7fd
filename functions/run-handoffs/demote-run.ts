// POST /api/n3/runs/{runId}/demote
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Run, RunId, TransitionInput } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { demoteRun } from "../../shared/run-handoffs/run-plan.ts";

export const contract = {
  summary: "Revert a scheduled run to draft",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: TransitionInput,
  answers: { 200: Run },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) =>
  runs.change(
    call,
    params.runId,
    (run) => demoteRun(run, body, { by: call.actor, now: call.now }),
    ({ run, rev }) => ok(run, etag(rev)),
  ),
);
