import * as z from "zod/mini";
import type { Once } from "../kernel/once.ts";
import { launchHandoffKey } from "../ledger/keys.ts";
import { seal } from "../ledger/seal.ts";
import { get, type Item } from "../ledger/table.ts";
import { insert, type Write } from "../ledger/transaction.ts";
import type { LaunchHandoff, LaunchPayload } from "./launch-handoff.ts";
import { keyOf } from "./record-id.ts";

/** A launch as the ledger keeps it: the payload as the very text that was hashed, and the request that it answers. */
export const itemOf = (tenantId: string, payload: LaunchPayload, once: Once | undefined): Item & { digest: string } => {
  const { text, digest } = seal(payload);
  return {
    ...launchHandoffKey(tenantId, keyOf(payload.project.id)),
    digest,
    payload: text,
    once,
  };
};

/** The step that seals a launch: once for each project, never over another. */
export const insertionOf = (item: Item): Write => insert("launch", "LEDGER_TABLE", item);

/** The payload is not parsed by today's schema: it comes back as it was sealed, or its digest would not hold. */
const StoredLaunch = z.object({
  payload: z.string(),
  digest: z.string(),
  once: z.optional(z.object({ key: z.string(), request: z.string() })),
});

/** The launch of a project; undefined if there is none. */
export const find = async (tenantId: string, projectId: string): Promise<LaunchHandoff | undefined> => {
  const item = await get("LEDGER_TABLE", launchHandoffKey(tenantId, projectId));
  if (!item) return undefined;
  const { payload, digest, once } = StoredLaunch.parse(item);
  return { payload: JSON.parse(payload) as LaunchPayload, digest, once };
};
