import type { Allergens } from "./allergens.ts";
import { type ComplianceDoc, typeOf } from "./compliance-doc.ts";
import type { Costing } from "./costing.ts";
import type { GateItem } from "./gate-checklist.ts";
import type { HandoffPackage } from "./handoff-package.ts";
import { openSheet, type Sheet } from "./pdf-sheet.ts";

/** The package as a document to print (AC-10). It tells no time of its own: the same package is the same bytes. */
export const pdfOf = (content: HandoffPackage): Promise<Buffer> => {
  const { project, formulation, validation, digest } = content;
  const name = `Handoff package ${project.project_number}: ${project.project_name}`;
  const sheet = openSheet(name, new Date(newest(project.updated_at, formulation?.updated_at)));
  sheet.title(name);
  writeProject(sheet, content);
  writeFormulation(sheet, formulation);
  writeCosting(sheet, content.costing);
  writeDocs(sheet, content.compliance_docs);
  writeAllergens(sheet, content.allergens);
  sheet.heading("Validation");
  sheet.table(
    [
      { title: "Check", share: 3 },
      { title: "Status", share: 1 },
      { title: "Message", share: 4 },
    ],
    validation.checks.map(({ description, status, message }) => [description, status, said(message)]),
  );
  writeGates(sheet, content.gate_checklist);
  return sheet.close(`${project.project_number} · SHA-256 ${digest}`);
};

const newest = (one: string, other = one): string => (other > one ? other : one);

/** What is not there is left empty. */
const said = (value: string | number | null | undefined): string => String(value ?? "");

/** A moment as people read it, in a column broken between its day and its time. */
const moment = (instant: string | null): string =>
  said(instant)
    .replace("T", " ")
    .replace(/\.000Z$/, "Z");

const writeProject = (sheet: Sheet, { project, formulation }: HandoffPackage): void => {
  sheet.facts([
    ["Project", `${project.project_number}, id ${project.id}`],
    ["Gate and status", `${project.current_gate}, ${project.status}`],
    ["Priority", said(project.priority)],
    ["Owner", said(project.owner_id)],
    ["Target launch date", said(project.target_launch_date)],
    ["Launched", said(project.actual_launch_date)],
    ["Formulation", formulation ? `${formulation.formulation_number}, ${formulation.status}` : "None"],
    ["Description", said(project.description)],
  ]);
};

const writeFormulation = (sheet: Sheet, formulation: HandoffPackage["formulation"]): void => {
  if (!formulation) return;
  sheet.heading(`Formulation ${formulation.formulation_number}`);
  sheet.facts([
    ["Makes", `${formulation.total_qty} ${formulation.uom}, of ${formulation.item_count} items`],
    ["Effective from", said(formulation.effective_from)],
    ["Effective to", said(formulation.effective_to)],
    ["Notes", said(formulation.notes)],
    ["SHA-256", formulation.digest],
  ]);
  sheet.table(
    [
      { title: "Line", share: 1.3 },
      { title: "Ingredient", share: 5 },
      { title: "Product", share: 4 },
      { title: "Quantity", share: 2 },
      { title: "UoM", share: 1 },
      { title: "%", share: 1.2 },
      { title: "Notes", share: 5 },
    ],
    formulation.items.map(({ product_name, product_id, quantity, uom, percentage, notes }, at) =>
      [at + 1, product_name, product_id, quantity, uom, percentage, notes].map(said),
    ),
  );
};

const writeCosting = (sheet: Sheet, costing: readonly Costing[]): void => {
  sheet.heading("Costing");
  sheet.table(
    ["Formulation", "Target", "Estimated", "Actual", "Variance %", "Status", "Approved by", "Approved at"].map(
      (title) => ({ title, share: title === "Approved at" ? 2 : 1.2 }),
    ),
    costing.map((row) => [
      row.formulation_id === null ? "Whole project" : said(row.formulation_id),
      ...[row.target_cost, row.estimated_cost, row.actual_cost, row.variance_pct].map(said),
      ...[row.status, row.approved_by].map(said),
      moment(row.approved_at),
    ]),
  );
};

const writeDocs = (sheet: Sheet, docs: readonly ComplianceDoc[]): void => {
  sheet.heading("Compliance documents");
  sheet.table(
    [
      { title: "Type", share: 2 },
      { title: "File", share: 4 },
      { title: "Uploaded", share: 3 },
      { title: "By", share: 2 },
      { title: "Taken back", share: 3 },
    ],
    docs.map((doc) => [
      ...[typeOf(doc), doc.file_name].map(said),
      moment(doc.uploaded_at),
      said(doc.uploaded_by),
      moment(doc.deleted_at),
    ]),
  );
};

const writeAllergens = (sheet: Sheet, allergens: Allergens | null): void => {
  sheet.heading("Allergens");
  const named = (names: readonly string[] = []) => (names.length > 0 ? names.join(", ") : "None declared");
  sheet.facts([
    ["Contains", named(allergens?.contains)],
    ["May contain", named(allergens?.may_contain)],
    ["Of formulation", said(allergens?.formulation_id)],
  ]);
};

const writeGates = (sheet: Sheet, gates: readonly GateItem[]): void => {
  sheet.heading("Gate checklist");
  sheet.table(
    [
      { title: "Gate", share: 1 },
      { title: "Item", share: 5 },
      { title: "Required", share: 1.3 },
      { title: "Completed", share: 1.5 },
      { title: "By", share: 2 },
      { title: "Notes", share: 4 },
    ],
    gates.map(({ gate, item_description, is_required, is_completed, completed_by, notes }) => [
      gate,
      item_description,
      is_required ? "Yes" : "No",
      is_completed ? "Yes" : "No",
      said(completed_by),
      said(notes),
    ]),
  );
};
