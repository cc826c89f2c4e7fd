// POST /api/builder-handoffs/{handoffId}/release
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch } from "../../shared/http/etag.ts";
import { created } from "../../shared/kernel/answer.ts";
import { BuilderHandoffView, viewOf } from "../../shared/builder-handoffs/builder-handoff.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { releaseBuilder } from "../../shared/builder-handoffs/gate.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";

export const contract = {
  summary: "Let the builder go: the answers are good, and the handoff is dispatched",
  description: "If-Match holds the release to the answers that were read.",
  roles: ["owner", "admin", "reviewer"],
  params: z.strictObject({ handoffId: HandoffId }),
  body: z.strictObject({}),
  answers: { 201: BuilderHandoffView },
} as const;

export const handler = endpoint(contract, ({ params, headers, ...call }) =>
  handoffs.change(
    call,
    params.handoffId,
    (handoff, first) => {
      assertMatch(headers, handoff.rev);
      return releaseBuilder(handoff, first, { by: call.actor, now: call.now });
    },
    ({ record }) => created(viewOf(record)),
  ),
);
