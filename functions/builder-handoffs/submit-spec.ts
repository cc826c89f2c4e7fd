// POST /api/builder-handoffs/{handoffId}/spec
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { submitSpec } from "../../shared/builder-handoffs/document-submission.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import { DocumentText, Submitted, submittedAs } from "../../shared/builder-handoffs/submission.ts";

export const contract = {
  summary: "Submit a spec as a new version, with what is found in it",
  description:
    "The document is sealed to the byte, also when it fails: it is evidence. Only VALIDATED is refused then. A new spec drafts the handoff again.",
  roles: ["owner", "admin", "builder"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: z.strictObject({ document: DocumentText }),
  answers: { 201: Submitted },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return handoffs.put(
    call,
    params.handoffId,
    (handoff) => submitSpec(handoff, params.handoffId, body.document, step),
    ({ record, submission }) => created(submission && submittedAs(record.state, submission)),
  );
});
