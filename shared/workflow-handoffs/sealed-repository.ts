import { workflowSealKey } from "../ledger/keys.ts";
import { get } from "../ledger/table.ts";
import { Acceptance, type HandoffPayload } from "./workflow-handoff.ts";

const payloadOf = async (tenantId: string, id: string, what: string): Promise<unknown> => {
  const item = await get("LEDGER_TABLE", workflowSealKey(tenantId, id, what));
  return item && JSON.parse(item.payload as string);
};

/** What was sealed when the handoff was submitted, verbatim: today's schema does not touch it, or its digest would not hold. */
export const payload = async (tenantId: string, id: string): Promise<HandoffPayload> =>
  (await payloadOf(tenantId, id, "HANDOFF")) as HandoffPayload;

/** What the receiver said; undefined as long as nobody did. */
export const acceptance = async (tenantId: string, id: string): Promise<Acceptance | undefined> => {
  const found = await payloadOf(tenantId, id, "ACCEPTANCE");
  return found === undefined ? undefined : Acceptance.parse(found);
};
