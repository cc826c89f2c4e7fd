import { Problem } from "../../kernel/problem.ts";
import { count } from "../watch/metric.ts";

/** The log is not what it was, or does not hold together: nothing of it is signed or proven any more. */
export const inconsistent = (tenantId: string, what: string): Problem => {
  console.error(JSON.stringify({ message: "[AUDIT] log_inconsistent", tenant_id: tenantId, what }));
  count("LedgerTampered");
  return new Problem("LOG_INCONSISTENT", `The log ${what}. Do not rely on it, and tell whoever runs this system.`);
};
