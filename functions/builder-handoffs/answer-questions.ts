// POST /api/builder-handoffs/{handoffId}/answers
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { AnswersMark, HandoffState } from "../../shared/builder-handoffs/builder-handoff.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { missionOf } from "../../shared/builder-handoffs/evidence-repository.ts";
import { answerQuestions, AnswersInput } from "../../shared/builder-handoffs/gate.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import * as contracts from "../../shared/builder-handoffs/prompt-contract-repository.ts";

export const contract = {
  summary: "Answer the 13 questions of the prompt, then stop and wait for the reviewer",
  roles: ["owner", "admin", "builder"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: AnswersInput,
  answers: { 201: z.extend(AnswersMark, { handoff_id: HandoffId, state: HandoffState }) },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => {
  const { tenantId } = call.actor;
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return handoffs.change(
    call,
    params.handoffId,
    async (handoff) => {
      const asked = await contracts.inForce(tenantId, body.contract_version);
      const mission = await missionOf(tenantId, handoff);
      return answerQuestions(handoff, body.answers, { contract: asked, mission }, step);
    },
    ({ record: { id, state, answers } }) => created({ handoff_id: id, state, ...answers }),
  );
});
