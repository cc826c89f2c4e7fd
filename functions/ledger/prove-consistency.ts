// GET /api/audit/consistency
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { LogIndex } from "../../shared/ledger/log/log-index.ts";
import { proveConsistency } from "../../shared/ledger/proof/proof-repository.ts";

export const contract = {
  summary: "Prove that your tenant's log only grew between two sizes (RFC 6962)",
  description: "`to` is the log as it is now unless told. Hashes are base64.",
  roles: ["auditor", "owner", "admin"],
  query: z.strictObject({ from: LogIndex, to: z.optional(LogIndex) }),
  answers: { 200: z.object({ from: z.int(), to: z.int(), hashes: z.array(z.string()) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor }) => {
  const { from, to, hashes } = await proveConsistency(actor.tenantId, query.from, query.to);
  return ok({ from, to, hashes: hashes.map((hash) => hash.toString("base64")) });
});
