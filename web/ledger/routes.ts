import { route } from "../api/route.ts";

export const listAuditEntries = route<typeof import("../../functions/ledger/list-audit-entries.ts")>("GET /api/audit");
export const getAuditEntry =
  route<typeof import("../../functions/ledger/get-audit-entry.ts")>("GET /api/audit/{index}");
export const proveInclusion =
  route<typeof import("../../functions/ledger/prove-inclusion.ts")>("GET /api/audit/{index}/proof");
export const proveConsistency =
  route<typeof import("../../functions/ledger/prove-consistency.ts")>("GET /api/audit/consistency");
export const getCheckpoint =
  route<typeof import("../../functions/ledger/get-checkpoint.ts")>("GET /api/audit/checkpoint");
export const getVerifierKey = route<typeof import("../../functions/ledger/get-verifier-key.ts")>("GET /api/audit/key");
export const reconcile = route<typeof import("../../functions/ledger/reconcile.ts")>("GET /api/audit/reconcile");
export const findSealed = route<typeof import("../../functions/ledger/find-sealed.ts")>("GET /api/ledger/{digest}");
export const getProofBundle = route<typeof import("../../functions/ledger/get-proof-bundle.ts")>(
  "GET /api/ledger/{digest}/bundle",
);
