import type { Actor } from "../kernel/actor.ts";
import type { Allergens } from "./allergens.ts";
import { complianceDocsOf, type ComplianceDocsInput } from "./compliance-doc.ts";
import { type CostingsInput, costingsOf } from "./costing.ts";
import { checklistOf, type GateChecklistInput } from "./gate-checklist.ts";
import { assertOpen } from "./project.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";

/** Replaces the checklist of a project's gates. @throws Problem ALREADY_LAUNCHED, INVALID_REQUEST */
export const putGateChecklist = (record: ProjectRecord, input: GateChecklistInput): ProjectChange => {
  assertOpen(record);
  return {
    record: { ...record, gates: checklistOf(record.gates, input) },
    event: "npd_gate_checklist_updated",
    isNew: record.gates.length === 0,
  };
};

/** Replaces the costing of a project. @throws Problem ALREADY_LAUNCHED, FORBIDDEN */
export const putCosting = (record: ProjectRecord, input: CostingsInput, by: Actor): ProjectChange => {
  assertOpen(record);
  return {
    record: { ...record, costing: costingsOf(record.costing, input, by) },
    event: "npd_costing_updated",
    isNew: record.costing.length === 0,
  };
};

/** Replaces what is known of a project's documents. @throws Problem ALREADY_LAUNCHED */
export const putComplianceDocs = (record: ProjectRecord, input: ComplianceDocsInput): ProjectChange => {
  assertOpen(record);
  return {
    record: { ...record, docs: complianceDocsOf(input) },
    event: "npd_compliance_docs_updated",
    isNew: record.docs.length === 0,
  };
};

/** Replaces the allergen declaration of a project. @throws Problem ALREADY_LAUNCHED */
export const putAllergens = (record: ProjectRecord, allergens: Allergens): ProjectChange => {
  assertOpen(record);
  return { record: { ...record, allergens }, event: "npd_allergens_updated", isNew: !record.allergens };
};
