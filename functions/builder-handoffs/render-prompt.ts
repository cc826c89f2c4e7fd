// GET /api/builder-handoffs/{handoffId}/prompt
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import * as handoffs from "../../shared/builder-handoffs/builder-repository.ts";
import { missionOf } from "../../shared/builder-handoffs/evidence-repository.ts";
import { HandoffId } from "../../shared/builder-handoffs/handoff-id.ts";
import {
  asSeenBy,
  ContractVersion,
  RenderedPrompt,
  renderPrompt,
} from "../../shared/builder-handoffs/prompt-contract.ts";
import * as contracts from "../../shared/builder-handoffs/prompt-contract-repository.ts";

export const contract = {
  summary:
    "Render the agent prompt of a handoff from a prompt contract; the one published last unless a version is named",
  description: "Expected answers are there for reviewers alone, and for none who built this handoff.",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ handoffId: HandoffId }),
  query: z.strictObject({ contract_version: z.optional(ContractVersion) }),
  answers: { 200: RenderedPrompt },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor }) => {
  const handoff = await handoffs.read(actor.tenantId, params.handoffId);
  const [contract, mission] = await Promise.all([
    contracts.inForce(actor.tenantId, query.contract_version),
    missionOf(actor.tenantId, handoff),
  ]);
  const rendered = renderPrompt(contract, { id: handoff.id, mission });
  return ok({ handoff_id: handoff.id, contract_version: contract.version, ...asSeenBy(actor, handoff, rendered) });
});
