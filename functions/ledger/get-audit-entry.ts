// GET /api/audit/{index}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { Entry } from "../../shared/ledger/log/leaf.ts";
import { LogIndex } from "../../shared/ledger/log/log-index.ts";
import { entriesBetween } from "../../shared/ledger/log/segment-repository.ts";

export const contract = {
  summary: "Read one entry of your tenant's log",
  roles: ["auditor", "owner", "admin"],
  params: z.strictObject({ index: LogIndex }),
  answers: { 200: Entry },
} as const;

export const handler = endpoint(contract, async ({ params: { index }, actor }) => {
  const [entry] = await entriesBetween(actor.tenantId, index, index + 1);
  if (!entry) throw notFound();
  return ok(entry);
});
