// POST /api/npd/projects/{projectId}/handoff/execute
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { dayOf } from "../../shared/launch-handoffs/effective-range.ts";
import { execute } from "../../shared/launch-handoffs/execution-repository.ts";
import { Launched } from "../../shared/launch-handoffs/launch-handoff.ts";
import { rehearse } from "../../shared/launch-handoffs/launch-repository.ts";
import { LaunchRequest } from "../../shared/launch-handoffs/launch-request.ts";
import { Rehearsal, rehearsalOf } from "../../shared/launch-handoffs/launch-summary.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";
import { notExecuted } from "../../shared/launch-handoffs/refusal.ts";

export const contract = {
  summary: "Hand an approved formulation over to production, all of it or nothing",
  description: "With dry_run=true it decides the same and lists every action, but writes nothing.",
  roles: ["npd_lead"],
  forbidden: "Only NPD Lead can execute handoff",
  params: z.strictObject({ projectId: RecordKey }),
  query: z.strictObject({ dry_run: z._default(z.enum(["true", "false"]), "false") }),
  body: LaunchRequest,
  maxBytes: 32_000,
  answers: { 200: Rehearsal, 201: Launched },
  refused: notExecuted,
} as const;

export const handler = endpoint(contract, async ({ params, query, body, actor, now, once }) => {
  const start = { by: actor, now, handoffId: newId(now), productId: newId(now) };
  if (query.dry_run === "true")
    return ok(rehearsalOf(await rehearse(actor.tenantId, params.projectId, body, start), dayOf(now)));
  return execute({ actor, now, once }, params.projectId, body, start);
});
