import { digestOf } from "../ledger/seal.ts";
import type { CheckName, Evidence } from "./validation-check.ts";

/** What each check reads, in the order of the token's words. The costing itself is read once, with its approval. */
const readBy: Record<CheckName, (evidence: Evidence) => unknown> = {
  gate_g4_complete: ({ record: { project, gates } }) => [project.status, project.current_gate, gates],
  formulation_locked: ({ formulation }) => formulation && [formulation.id, formulation.status, formulation.digest],
  costing_approved: ({ record, settings }) => [record.costing, settings.require_costing_approval],
  cost_variance: ({ settings }) => [settings.cost_variance_warning_pct, settings.cost_variance_blocker_pct],
  compliance_docs: ({ record, settings }) => [record.docs, settings.require_compliance_docs],
  allergen_declaration: ({ record }) => record.allergens,
};

const WORD_LENGTH = 16;

/** A digest of all that a validation reads: one word a check, so that another token tells which of them read something else. */
export const tokenOf = (evidence: Evidence): string =>
  Object.values(readBy)
    .map((read) => digestOf({ read: read(evidence) ?? null }).slice(0, WORD_LENGTH))
    .join("-");

/** The checks that read something else than when the token was made. */
export const changedSince = (token: string, evidence: Evidence): CheckName[] => {
  const [then, now] = [token.split("-"), tokenOf(evidence).split("-")];
  const names = Object.keys(readBy) as CheckName[];
  if (then.length !== now.length) return names;
  return names.filter((_, at) => then[at] !== now[at]);
};
