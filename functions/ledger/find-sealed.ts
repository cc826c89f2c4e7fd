// GET /api/ledger/{digest}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Digest } from "../../shared/kernel/field.ts";
import { Entry } from "../../shared/ledger/log/leaf.ts";
import { findSealed } from "../../shared/ledger/proof/sealed-repository.ts";

export const contract = {
  summary: "Find what was sealed under a digest, and whether it is still there as it was",
  description:
    "`deleted` is the entry that says who deleted it, and null while that is on its way to the log. `altered`: the ledger no longer holds what was sealed.",
  roles: ["auditor", "owner", "admin"],
  params: z.strictObject({ digest: Digest }),
  answers: {
    200: z.object({
      digest: Digest,
      status: z.enum(["sealed", "deleted", "altered"]),
      subject: z.string(),
      sealed: Entry,
      deleted: z.nullable(Entry),
    }),
  },
} as const;

export const handler = endpoint(contract, async ({ params: { digest }, actor }) => {
  const { status, entry, removal } = await findSealed(actor.tenantId, digest);
  return ok({ digest, status, subject: entry.subject, sealed: entry, deleted: removal ?? null });
});
