// PUT /api/n3/runs/{runId}/readiness
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Readiness } from "../../shared/run-handoffs/readiness.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { putReadiness } from "../../shared/run-handoffs/readiness-lock.ts";

export const contract = {
  summary: "Replace the live readiness facts of a run",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: Readiness,
  maxBytes: 64_000,
  answers: { 200: Readiness },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  runs.change(
    call,
    params.runId,
    (run) => {
      assertMatch(headers, run.rev);
      return putReadiness(run, body);
    },
    ({ rev }) => ok(body, etag(rev)),
  ),
);
