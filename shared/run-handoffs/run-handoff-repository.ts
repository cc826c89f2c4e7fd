import * as z from "zod/mini";
import { runHandoffKey } from "../ledger/keys.ts";
import { get, type Item } from "../ledger/table.ts";
import { insert, remove, type Write } from "../ledger/transaction.ts";
import { type HandoffMark, type HandoffPayload, RunHandoff } from "./run-handoff.ts";

/** A handoff as the ledger keeps it: the payload as the very text that was hashed. */
export const itemOf = ({ seal, ...handoff }: RunHandoff): Item => ({
  ...runHandoffKey(handoff.tenant_id, handoff.run_id),
  ...handoff,
  digest: seal.digest,
  payload: seal.text,
});

/** The step that seals a handoff: once for each run, never over another. */
export const insertionOf = (item: Item): Write => insert("handoff", "LEDGER_TABLE", item);

/** The step that deletes just the handoff that was decided on. */
export const deletionOf = (tenantId: string, runId: string, { id }: HandoffMark): Write =>
  remove("handoff", "LEDGER_TABLE", runHandoffKey(tenantId, runId), "id", id);

/** The payload is not parsed by today's schema: it comes back as it was sealed, or its digest would not hold. */
const StoredHandoff = z.extend(RunHandoff, { payload: z.string() });

/** The recorded handoff of a run, its payload verbatim; undefined if there is none. */
export const find = async (tenantId: string, runId: string): Promise<z.infer<typeof RunHandoff> | undefined> => {
  const item = await get("LEDGER_TABLE", runHandoffKey(tenantId, runId));
  if (!item) return undefined;
  const { payload, ...handoff } = StoredHandoff.parse(item);
  return { ...handoff, payload: JSON.parse(payload) as HandoffPayload };
};
