// POST /api/n3/runs/{runId}/execution-eligibility
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { Evaluation } from "../../shared/run-handoffs/eligibility.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { evaluateEligibility } from "../../shared/run-handoffs/readiness-lock.ts";

export const contract = {
  summary: "Compare the live readiness facts of a run with its lock",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: z.strictObject({}),
  answers: { 201: Evaluation },
} as const;

export const handler = endpoint(contract, ({ params, ...call }) =>
  runs.change(
    call,
    params.runId,
    (run) => evaluateEligibility(run, call.now),
    ({ evaluation }) => created(evaluation?.evaluation),
  ),
);
