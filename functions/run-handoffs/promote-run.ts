// POST /api/n3/runs/{runId}/promote
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Run, RunId, TransitionInput } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { promoteRun } from "../../shared/run-handoffs/run-plan.ts";

export const contract = {
  summary: "Schedule a draft run",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: TransitionInput,
  answers: { 200: Run },
} as const;

export const handler = endpoint(contract, ({ params, ...call }) =>
  runs.change(
    call,
    params.runId,
    (run) => promoteRun(run, call.now),
    ({ run, rev }) => ok(run, etag(rev)),
  ),
);
