import type { Allergens } from "./allergens.ts";
import type { ComplianceDoc } from "./compliance-doc.ts";
import type { Costing } from "./costing.ts";
import type { GateItem } from "./gate-checklist.ts";
import type { Project } from "./project.ts";

/** Everything known about a project but its formulations, as one reading gave it. The rules take one and make the next. */
export type ProjectRecord = {
  rev: number;
  project: Project;
  gates: readonly GateItem[];
  costing: readonly Costing[];
  docs: readonly ComplianceDoc[];
  allergens?: Allergens | undefined;
  /** Of the launch that is sealed in the ledger. */
  handoff_id?: string | undefined;
};

export type ProjectEvent =
  | "npd_project_created"
  | "npd_project_updated"
  | "npd_gate_checklist_updated"
  | "npd_costing_updated"
  | "npd_compliance_docs_updated"
  | "npd_allergens_updated"
  | "npd_project_launched"
  | "npd_handoff_failed";

/** The next state of a project, and what happened. `isNew` says that what was put was not there before. */
export type ProjectChange = { record: ProjectRecord; event: ProjectEvent; isNew?: boolean };
