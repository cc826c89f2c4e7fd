// GET /api/audit/checkpoint
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { okContent } from "../../shared/kernel/answer.ts";
import { signedCheckpoint } from "../../shared/ledger/proof/checkpoint-repository.ts";

export const contract = {
  summary: "Read the signed checkpoint of your tenant's log (C2SP tlog-checkpoint)",
  roles: ["auditor", "owner", "admin"],
  answers: { 200: z.string() },
  produces: "text/plain",
} as const;

export const handler = endpoint(contract, async ({ actor }) => {
  const { note } = await signedCheckpoint(actor.tenantId);
  return okContent({ type: "text/plain; charset=utf-8", data: note });
});
