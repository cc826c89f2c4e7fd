import * as z from "zod/mini";
import { Digest, Instant } from "../kernel/field.ts";
import { digestOf } from "../ledger/seal.ts";
import { Allergens } from "./allergens.ts";
import { ComplianceDocs } from "./compliance-doc.ts";
import { Costings } from "./costing.ts";
import { type FormulationRecord, WholeFormulation, wholeOf } from "./formulation.ts";
import { GateChecklist } from "./gate-checklist.ts";
import { Project } from "./project.ts";
import { validate, Validation } from "./validation.ts";
import type { Evidence } from "./validation-check.ts";

/** What a factory that Baton does not run needs of a project: formulation, costing, compliance documents (AC-10). */
export const HandoffPackage = z.object({
  project: Project,
  validation: Validation.shape.validation,
  formulation: z.nullable(WholeFormulation),
  costing: Costings,
  compliance_docs: ComplianceDocs,
  allergens: z.nullable(Allergens),
  gate_checklist: GateChecklist,
  exported_at: Instant,
  exported_by: z.string(),
  /** SHA-256 of the other members but who exported it and when, in canonical JSON (RFC 8785): the same package has the same. */
  digest: Digest,
});
export type HandoffPackage = z.infer<typeof HandoffPackage>;

export const packageOf = (
  evidence: Evidence,
  formulation: FormulationRecord | undefined,
  { by, now }: { by: string; now: Date },
): HandoffPackage => {
  const { project, costing, docs, allergens = null, gates } = evidence.record;
  const content = {
    project,
    validation: validate(evidence).validation,
    formulation: formulation ? wholeOf(formulation) : null,
    costing: [...costing],
    compliance_docs: [...docs],
    allergens,
    gate_checklist: [...gates],
  };
  return { ...content, exported_at: now.toISOString(), exported_by: by, digest: digestOf(content) };
};

/** The package as a table for a spreadsheet: which record, which of its lines, which field, what it says. RFC 4180. */
export const csvOf = ({ formulation, validation, ...rest }: HandoffPackage): string => {
  const { items = [], ...head } = formulation ?? {};
  const { project, costing, compliance_docs, allergens, gate_checklist, exported_at, exported_by, digest } = rest;
  const rows = [
    ...rowsOf("package", [{ exported_at, exported_by, digest }]),
    ...rowsOf("project", [project]),
    ...rowsOf("validation", validation.checks),
    ...rowsOf("formulation", formulation ? [head] : []),
    ...rowsOf("formulation_item", items),
    ...rowsOf("costing", costing),
    ...rowsOf("compliance_doc", compliance_docs),
    ...rowsOf("allergens", allergens ? [allergens] : []),
    ...rowsOf("gate_item", gate_checklist),
  ];
  const table = [["record", "line", "field", "value"], ...rows];
  return BYTE_ORDER_MARK + table.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
};

const rowsOf = (record: string, lines: readonly object[]): string[][] =>
  lines.flatMap((line, at) =>
    Object.entries(line).flatMap(([field, value]: [string, unknown]) =>
      value === null || value === undefined ? [] : [[record, String(at + 1), field, said(value)]],
    ),
  );

const said = (value: unknown): string => (Array.isArray(value) ? value.join("; ") : String(value));

/** Excel takes a file for Unicode only if it begins with this. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A spreadsheet takes what begins like a formula for one, so such a text begins with an apostrophe; a number does not. */
const cell = (text: string): string => {
  const isFormula = /^(\s*[=+@-]|[\t\r])/.test(text) && !/^[+-]\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
