// GET /api/n3/runs/{runId}/readiness
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { noReadiness, Readiness } from "../../shared/run-handoffs/readiness.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";

export const contract = {
  summary: "Read the live readiness facts of a run",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  answers: { 200: Readiness },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { readiness = noReadiness, rev } = await runs.read(actor.tenantId, params.runId);
  return ok(readiness, etag(rev));
});
