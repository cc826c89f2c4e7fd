// GET /api/ledger/{digest}/bundle
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Digest } from "../../shared/kernel/field.ts";
import { proofBundle } from "../../shared/ledger/proof/proof-bundle-repository.ts";
import { ProofBundle } from "../../shared/ledger/proof/proof-bundle.ts";

export const contract = {
  summary: "Take along all that proves a handoff offline, in one file",
  description: "Verify it with `baton verify FILE --key KEY`, or with any RFC 6962 and C2SP signed-note tools.",
  roles: ["auditor", "owner", "admin"],
  params: z.strictObject({ digest: Digest }),
  answers: { 200: ProofBundle },
} as const;

export const handler = endpoint(contract, async ({ params: { digest }, actor }) =>
  ok(await proofBundle(actor.tenantId, digest), {
    "content-disposition": `attachment; filename="${digest.slice(0, 16)}.proof.json"`,
  }),
);
