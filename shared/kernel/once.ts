import { hash } from "node:crypto";
import { canonicalText } from "./canonical.ts";

/**
 * One request that may arrive many times: `key` tells it from every other request (who, which operation, which
 * Idempotency-Key), `request` tells whether it asks for the same again. Both are SHA-256 in base64url.
 */
export type Once = { key: string; request: string };

export const onceOf = (
  caller: { tenantId: string; id: string },
  operation: string,
  key: string,
  body: unknown,
): Once => ({
  key: hash("sha256", JSON.stringify([caller.tenantId, caller.id, operation, key]), "base64url"),
  request: hash("sha256", canonicalText([body]), "base64url"),
});
