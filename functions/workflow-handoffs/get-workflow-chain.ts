// GET /api/workflow-handoffs/{handoffId}/chain
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { chainSeen, Holding, Link } from "../../shared/workflow-handoffs/chain.ts";
import { chainOf } from "../../shared/workflow-handoffs/chain-repository.ts";
import { HandoffId } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "See the chain of a handoff: who held the work when, and where control returned",
  description:
    "The newest thousand handoffs of the chain and the one asked about; `whole` says whether these are all. Of who held the work, the last thousand: whose `until` is null holds it now.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer", "member", "auditor"],
  params: z.strictObject({ handoffId: HandoffId }),
  answers: {
    200: z.object({ chain: HandoffId, whole: z.boolean(), links: z.array(Link), holders: z.array(Holding) }),
  },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { chain } = await workflows.read(actor.tenantId, params.handoffId);
  return ok({ chain, ...chainSeen(await chainOf(actor.tenantId, chain), params.handoffId) });
});
