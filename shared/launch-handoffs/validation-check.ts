import Big from "big.js";
import * as z from "zod/mini";
import type { Costing } from "./costing.ts";
import { costingFor, missingDocs, variancePct } from "./evidence.ts";
import type { Formulation } from "./formulation.ts";
import { isLaunched } from "./project.ts";
import type { ProjectRecord } from "./project-record.ts";
import { isSameId } from "./record-id.ts";
import type { Settings } from "./settings.ts";

export const CheckName = z.enum([
  "gate_g4_complete",
  "formulation_locked",
  "costing_approved",
  "cost_variance",
  "compliance_docs",
  "allergen_declaration",
]);
export type CheckName = z.infer<typeof CheckName>;

/** What each check is of, in the document's words where it has some. */
export const descriptions: Readonly<Record<CheckName, string>> = {
  gate_g4_complete: "Gate G4 checklist complete",
  formulation_locked: "Active formulation locked",
  costing_approved: "Costing approved by Finance",
  cost_variance: "Cost within the variance that is allowed",
  compliance_docs: "Compliance documents uploaded",
  allergen_declaration: "Allergen declaration available",
};

export const ValidationCheck = z.object({
  name: CheckName,
  description: z.string(),
  status: z.enum(["pass", "fail", "warning"]),
  message: z.nullable(z.string()),
  fix_action: z.string(),
});
export type ValidationCheck = z.infer<typeof ValidationCheck>;

/** All that a validation looks at. */
export type Evidence = {
  record: ProjectRecord;
  formulation: Formulation | undefined;
  /** One that is newer than this formulation, where somebody wants to know: an execution takes what it is told. */
  newer?: Formulation | undefined;
  settings: Settings;
};

/** The checks in the document's order; the cost variance is one only where it exceeds what the settings let pass. */
export const checksOf = (evidence: Evidence): ValidationCheck[] => [
  gateCheck(evidence),
  formulationCheck(evidence),
  costingCheck(evidence),
  ...varianceChecks(evidence),
  complianceCheck(evidence),
  allergenCheck(evidence),
];

/** The checks with these names; the cost variance, too, where it is no check because it is within what the settings let pass. */
export const checksNamed = (checks: readonly ValidationCheck[], names: readonly CheckName[]): ValidationCheck[] =>
  names.map((name) => checks.find((each) => each.name === name) ?? check(name, "Go to Costing", null));

/** What the checks say that does not block the handoff. */
export const warningsIn = (checks: readonly ValidationCheck[]): string[] =>
  checks.flatMap(({ status, message }) => (status === "warning" && message !== null ? [message] : []));

/** What keeps a project from its handoff wherever it stands in it (AC-1); undefined if nothing does. */
export const unavailable = ({ project }: ProjectRecord): string | undefined => {
  if (isLaunched(project)) return "Project already handed off";
  if (project.status === "cancelled") return "Project is cancelled";
  return project.current_gate === "G4" ? undefined : "Handoff only available at Gate G4";
};

const gateCheck = ({ record }: Evidence): ValidationCheck => {
  const items = record.gates.filter(({ gate }) => gate === "G4");
  const isComplete = items.length > 0 && items.every((item) => item.is_completed || !item.is_required);
  return check(
    "gate_g4_complete",
    "Go to Gate Checklist",
    unavailable(record) ?? (isComplete ? null : "Complete all G4 checklist items before handoff"),
  );
};

const formulationCheck = ({ formulation, newer }: Evidence): ValidationCheck => {
  const isLocked = formulation?.status === "locked";
  const message = isLocked ? newerText(newer) : lockFirst(formulation);
  return check("formulation_locked", "Lock Formulation", message, !isLocked);
};

const lockFirst = (formulation: Formulation | undefined): string =>
  formulation
    ? `Lock formulation ${formulation.formulation_number} before handoff`
    : "Create and lock a formulation before handoff";

/** An older formulation may be handed off, but nobody should do so unawares. */
const newerText = (newer: Formulation | undefined): string | null =>
  newer
    ? `Formulation ${newer.formulation_number} is newer${newer.status === "locked" ? "" : " and not locked"}`
    : null;

const costingCheck = (evidence: Evidence): ValidationCheck =>
  check(
    "costing_approved",
    "Go to Costing",
    costingIn(evidence)?.status === "approved" ? null : "Finance approval required for costing",
    evidence.settings.require_costing_approval,
  );

const varianceChecks = (evidence: Evidence): ValidationCheck[] => {
  const { cost_variance_warning_pct: warning, cost_variance_blocker_pct: blocker } = evidence.settings;
  const pct = variancePct(costingIn(evidence));
  if (pct === "unbounded")
    return [varianceCheck("Target cost is 0, so the variance of the cost cannot be judged", false)];
  if (pct?.gt(warning) !== true) return [];
  const isBlocked = pct.gt(blocker);
  const bound = isBlocked ? `at most ${blocker}% is allowed` : `more than ${warning}% is worth a look`;
  return [varianceCheck(`Cost is ${pct.round(2, Big.roundHalfUp).toFixed()}% above target: ${bound}`, isBlocked)];
};

const varianceCheck = (message: string, isBlocked: boolean): ValidationCheck =>
  check("cost_variance", "Go to Costing", message, isBlocked);

const complianceCheck = ({ record, settings }: Evidence): ValidationCheck => {
  const missing = missingDocs(record.docs);
  return check(
    "compliance_docs",
    "Upload Documents",
    missing.length === 0 ? null : `Missing: ${missing.join(", ")}`,
    settings.require_compliance_docs,
  );
};

const allergenCheck = ({ record: { allergens }, formulation }: Evidence): ValidationCheck => {
  const isDeclared = allergens && formulation && isSameId(allergens.formulation_id, formulation.id);
  return check(
    "allergen_declaration",
    "Go to Allergens",
    isDeclared ? null : "Allergens will not be transferred (optional)",
    false,
  );
};

const costingIn = ({ record, formulation }: Evidence): Costing | undefined =>
  costingFor(record.costing, formulation?.id);

/** @param isRequired what is not met blocks the handoff if so, else it is a warning */
const check = (name: CheckName, fix_action: string, message: string | null, isRequired = true): ValidationCheck => ({
  name,
  description: descriptions[name],
  status: message === null ? "pass" : isRequired ? "fail" : "warning",
  message,
  fix_action,
});
