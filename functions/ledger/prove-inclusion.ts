// GET /api/audit/{index}/proof
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { LogIndex } from "../../shared/ledger/log/log-index.ts";
import { leafHash } from "../../shared/ledger/log/merkle.ts";
import { proveInclusion } from "../../shared/ledger/proof/proof-repository.ts";

export const contract = {
  summary: "Prove that an entry is in your tenant's log (RFC 6962)",
  description: "The proof is for the log as it is now, or as it was at `size` entries. Hashes are base64.",
  roles: ["auditor", "owner", "admin"],
  params: z.strictObject({ index: LogIndex }),
  query: z.strictObject({ size: z.optional(LogIndex) }),
  answers: {
    200: z.object({
      index: z.int(),
      size: z.int(),
      leaf_hash: z.string(),
      root_hash: z.string(),
      hashes: z.array(z.string()),
    }),
  },
} as const;

export const handler = endpoint(contract, async ({ params, query, actor }) => {
  const { index, size, leaf, root, hashes } = await proveInclusion(actor.tenantId, params.index, query.size);
  return ok({
    index,
    size,
    leaf_hash: leafHash(leaf).toString("base64"),
    root_hash: root.toString("base64"),
    hashes: hashes.map((hash) => hash.toString("base64")),
  });
});
