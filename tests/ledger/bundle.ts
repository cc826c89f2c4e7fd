import { verifyBundle } from "../../shared/ledger/proof/verify.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { call, someone, type Who } from "../support/call.ts";
import { deliverAll } from "./given.ts";

/** What proves it without the service. */
export const bundleOf = (who: Who, digest: string) =>
  call(who, "GET /api/ledger/{digest}/bundle", { params: { digest } });
export const keyOf = async (who: Who) => (await call(who, "GET /api/audit/key")).body as string;
export const faultsIn = (bundle: unknown, key: string) =>
  verifyBundle(bundle, key).filter(({ fault }) => fault !== undefined);

/** A handoff that is in the log, with its bundle and the key that this verifies by. */
export const aProvenHandoff = async () => {
  const who = someone("owner");
  const it = await aRunHandedOff(who);
  await deliverAll(who.tenantId);
  const handoff = (await it.getHandoff()).body;
  return { who, it, handoff, bundle: (await bundleOf(who, handoff.digest)).body, key: await keyOf(who) };
};
