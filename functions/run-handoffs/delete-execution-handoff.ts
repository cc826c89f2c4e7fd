// DELETE /api/n3/runs/{runId}/execution-handoff
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";

import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { deleteRunHandoff } from "../../shared/run-handoffs/handoff-record.ts";

export const contract = {
  summary: "Delete the handoff of a run that was reverted to draft after it was recorded",
  description: "The body goes. Its digest, who deleted it and when stay in the audit log.",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  answers: { 200: z.object({ success: z.literal(true), run_id: RunId, deleted_at: z.string() }) },
} as const;

export const handler = endpoint(contract, ({ params, ...call }) =>
  runs.change(call, params.runId, deleteRunHandoff, ({ run }) =>
    ok({ success: true, run_id: run.id, deleted_at: call.now.toISOString() }),
  ),
);
