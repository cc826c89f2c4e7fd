// POST /api/n3/runs/{runId}/execution-handoff
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { RunId } from "../../shared/run-handoffs/run.ts";
import { HandoffInput, Recorded, recorded } from "../../shared/run-handoffs/run-handoff.ts";
import * as runs from "../../shared/run-handoffs/run-repository.ts";
import { recordRunHandoff } from "../../shared/run-handoffs/handoff-record.ts";

export const contract = {
  summary: "Record what is believed about a run, for execution reference",
  description: "Nothing is executed and nobody is told. The record is never changed.",
  roles: ["owner", "admin", "tenant_admin"],
  params: z.strictObject({ runId: RunId }),
  body: HandoffInput,
  answers: { 201: Recorded },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return runs.change(
    call,
    params.runId,
    (run, first) => recordRunHandoff(run, first, { note: body.note, once: call.once }, step),
    ({ handoff }) => created(handoff && recorded(handoff)),
  );
});
