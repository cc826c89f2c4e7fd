// GET /api/audit/key
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { okContent } from "../../shared/kernel/answer.ts";
import { verifierKey } from "../../shared/ledger/proof/checkpoint-repository.ts";

export const contract = {
  summary: "Read the key that your tenant's checkpoints are verified with (C2SP signed-note)",
  description: "Keep it apart from the proofs: who can change both can forge both.",
  roles: ["auditor", "owner", "admin"],
  answers: { 200: z.string() },
  produces: "text/plain",
} as const;

export const handler = endpoint(contract, async ({ actor }) =>
  okContent({ type: "text/plain; charset=utf-8", data: `${await verifierKey(actor.tenantId)}\n` }),
);
