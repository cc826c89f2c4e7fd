// GET /api/audit/reconcile
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { noTables, readTables, reconcileTenant } from "../../shared/ledger/watch/reconciliation-repository.ts";

const Finding = z.object({
  subject: z.string(),
  what: z.string(),
  rev: z.optional(z.int()),
  item: z.optional(z.string()),
  position: z.optional(z.int()),
  expected: z.optional(z.string()),
  found: z.optional(z.string()),
});

export const contract = {
  summary: "Hold every record of your tenant against its log",
  description:
    "`missing` is in the tables and not in the log, `extra` in the log and not in the tables, `changed` in both and not the same; `pending` are changes of the last minute that are on their way.",
  roles: ["auditor", "owner", "admin"],
  answers: {
    200: z.object({
      missing: z.array(Finding),
      extra: z.array(Finding),
      changed: z.array(Finding),
      pending: z.int(),
      checked: z.int(),
    }),
  },
} as const;

export const handler = endpoint(contract, async ({ actor: { tenantId } }) => {
  const tables = (await readTables(tenantId)).get(tenantId) ?? noTables();
  const { reconciliation } = await reconcileTenant(tenantId, tables);
  return ok(reconciliation);
});
