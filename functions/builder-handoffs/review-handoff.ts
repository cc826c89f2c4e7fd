// POST /api/builder-handoffs/{handoffId}/review
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch } from "../../shared/http/etag.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { HandoffState, ReviewMark } from "../../shared/builder-handoffs/builder-handoff.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { evidenceOf } from "../../shared/builder-handoffs/evidence-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import { reviewHandoff, ReviewInput } from "../../shared/builder-handoffs/review.ts";

export const contract = {
  summary: "Seal the reviewer's verdict on the newest results",
  description:
    "VALIDATED needs every item of the checklist to pass. Nobody who worked on the handoff may review it. If-Match holds the verdict to what was read.",
  roles: ["owner", "admin", "reviewer"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: ReviewInput,
  answers: { 201: z.extend(ReviewMark, { handoff_id: HandoffId, state: HandoffState }) },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return handoffs.change(
    call,
    params.handoffId,
    async (handoff, first) => {
      assertMatch(headers, handoff.rev);
      const evidence = await evidenceOf(call.actor.tenantId, handoff);
      return reviewHandoff(handoff, first, body, evidence, step);
    },
    ({ record: { id, state, review } }) => created({ handoff_id: id, state, ...review }),
  );
});
