// WOKEN BY a schedule, every hour
import { archiveCheckpoint } from "../../shared/ledger/proof/archive-repository.ts";
import { signedCheckpoint } from "../../shared/ledger/proof/checkpoint-repository.ts";
import { count } from "../../shared/ledger/watch/metric.ts";
import { readTables, reconcileTenant, type Tables } from "../../shared/ledger/watch/reconciliation-repository.ts";

/** Puts a signed checkpoint of every tenant's log out of reach, and holds the tables against the logs. */
export const handler = async (): Promise<void> => {
  const now = new Date();
  const tenants = await readTables(now);
  const broken: unknown[] = [];
  for (const [tenantId, tables] of tenants) {
    try {
      await look(tenantId, tables, now);
    } catch (error) {
      broken.push(error);
      console.error(JSON.stringify({ message: "archive_failed", tenant_id: tenantId, cause: String(error) }));
    }
  }
  count("CheckpointsArchived", tenants.size - broken.length);
  if (broken.length > 0)
    throw new AggregateError(broken, `${broken.length} of ${tenants.size} logs could not be archived`);
};

const look = async (tenantId: string, tables: Tables, now: Date): Promise<void> => {
  const { missing, extra, changed } = await reconcileTenant(tenantId, tables, now);
  for (const [kind, findings] of Object.entries({ missing, extra, changed }))
    for (const finding of findings)
      console.log(JSON.stringify({ message: "[AUDIT] reconcile_finding", tenant_id: tenantId, kind, ...finding }));
  count("ReconcileFindings", missing.length + extra.length + changed.length);
  const { checkpoint, note } = await signedCheckpoint(tenantId);
  await archiveCheckpoint(tenantId, checkpoint.size, note);
};
