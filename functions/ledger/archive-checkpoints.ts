// WOKEN BY a schedule, every hour
import { completeLog } from "../../shared/ledger/log/completion-repository.ts";
import {
  archiveCheckpoint,
  archivedTenants,
  assertExtendsArchive,
} from "../../shared/ledger/proof/archive-repository.ts";
import { signedCheckpoint } from "../../shared/ledger/proof/checkpoint-repository.ts";
import { count } from "../../shared/ledger/metric.ts";
import {
  noTables,
  readTables,
  reconcileTenant,
  type Tables,
} from "../../shared/ledger/watch/reconciliation-repository.ts";

/** Holds the tables against every tenant's log, and the log against its archive, and puts a signed checkpoint out of reach. */
export const handler = async (): Promise<void> => {
  const broken: unknown[] = [];
  const fail = (tenant_id: string, error: unknown) => {
    broken.push(error);
    console.error(JSON.stringify({ message: "archive_failed", tenant_id, cause: String(error) }));
  };
  const tables = await readTables();
  // A tenant of whom nothing is left is one of those that were archived.
  const known = await archivedTenants().catch((error: unknown) => {
    fail("", error);
    return [];
  });
  const tenants = new Set([...tables.keys(), ...known]);
  let archived = 0;
  for (const tenantId of tenants) {
    try {
      await look(tenantId, tables.get(tenantId) ?? noTables());
      archived += 1;
    } catch (error) {
      fail(tenantId, error);
    }
  }
  count("CheckpointsArchived", archived);
  if (broken.length > 0) throw new AggregateError(broken, `Only ${archived} of ${tenants.size} logs could be archived`);
};

const look = async (tenantId: string, tables: Tables): Promise<void> => {
  const { reconciliation, lacking } = await reconcileTenant(tenantId, tables);
  const { missing, extra, changed } = reconciliation;
  for (const [kind, findings] of Object.entries({ missing, extra, changed }))
    for (const finding of findings)
      console.log(JSON.stringify({ message: "[AUDIT] reconcile_finding", tenant_id: tenantId, kind, ...finding }));
  count("ReconcileFindings", missing.length + extra.length + changed.length);
  // What is no tenant's has no log.
  if (tenantId === "") return;
  await assertExtendsArchive(tenantId);
  await archiveCheckpoint(tenantId, await signedCheckpoint(tenantId));
  await completeLog(tenantId, lacking);
};
