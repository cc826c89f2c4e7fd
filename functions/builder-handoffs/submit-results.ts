// POST /api/builder-handoffs/{handoffId}/results
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { submitResults } from "../../shared/builder-handoffs/document-submission.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import { DocumentText, Submitted, submittedAs } from "../../shared/builder-handoffs/submission.ts";

export const contract = {
  summary: "Submit the results as a new version, with what is found in them",
  description:
    "A spec comes first. The document is sealed to the byte, also when it fails: it is evidence. Only VALIDATED is refused then. A predecessor names the handoff whose baseline this one started from.",
  roles: ["owner", "admin", "builder"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: z.strictObject({ document: DocumentText, predecessor: z.nullish(HandoffId) }),
  answers: { 201: Submitted },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return handoffs.put(
    call,
    params.handoffId,
    (handoff) =>
      submitResults(handoff, params.handoffId, { ...body, predecessor: body.predecessor ?? undefined }, step),
    ({ record, submission }) => created(submission && submittedAs(record.state, submission)),
  );
});
