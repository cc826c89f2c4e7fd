// PUT /api/n3/runs/{runId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { Run, RunId, RunInput } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { putRun } from "../../shared/run-handoffs/run-plan.ts";

export const contract = {
  summary: "Make a run, or write it anew",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: RunInput,
  maxBytes: 32_000,
  answers: { 200: Run, 201: Run },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  runs.put(
    call,
    params.runId,
    (before) => {
      assertMatch(headers, before?.rev);
      return putRun(before, body, { id: params.runId, by: call.actor, now: call.now });
    },
    ({ run, rev }) => (rev === 1 ? created : ok)(run, etag(rev)),
  ),
);
