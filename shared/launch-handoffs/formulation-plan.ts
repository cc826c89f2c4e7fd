import { notFound, Problem } from "../kernel/problem.ts";
import { digestOf } from "../ledger/seal.ts";
import type {
  Formulation,
  FormulationChange,
  FormulationInput,
  FormulationItem,
  FormulationRecord,
} from "./formulation.ts";
import { assertOpen } from "./project.ts";
import type { ProjectRecord } from "./project-record.ts";
import { idAt } from "./record-id.ts";

/** A formulation as it was read beside its project. */
export type FormulationReading = { project: ProjectRecord; before: FormulationRecord | undefined };

type Place = { id: string; now: Date };

/**
 * A formulation as it is now. A locked one never changes.
 * @throws Problem ALREADY_LAUNCHED, FORMULATION_LOCKED; INVALID_REQUEST for another formulation's or project's id
 */
export const putFormulation = (
  { project, before }: FormulationReading,
  input: FormulationInput,
  { id, now }: Place,
): FormulationChange => {
  assertOpen(project);
  if (before) assertUnlocked(before.formulation);
  const items = input.items.map(itemOf);
  const said = {
    id: idAt(id, input.id, before?.formulation.id),
    npd_project_id: idAt(String(project.project.id), input.npd_project_id, project.project.id, "npd_project_id"),
    formulation_number: input.formulation_number,
    total_qty: input.total_qty,
    uom: input.uom,
    notes: input.notes ?? null,
    effective_from: input.effective_from ?? null,
    effective_to: input.effective_to ?? null,
    parent_formulation_id: input.parent_formulation_id ?? null,
  };
  const formulation: Formulation = {
    ...said,
    status: input.status ?? before?.formulation.status ?? "draft",
    created_at: before?.formulation.created_at ?? now.toISOString(),
    updated_at: now.toISOString(),
    digest: digestOf({ ...said, items }),
    item_count: items.length,
  };
  const event = before ? "npd_formulation_updated" : "npd_formulation_created";
  return { record: { rev: before?.rev ?? 0, formulation, items }, event };
};

/** What is left out and what is null are the same. */
const itemOf = (item: FormulationInput["items"][number]): FormulationItem => {
  const said = Object.entries(item).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(said) as FormulationItem;
};

/**
 * Locks an approved formulation for good (AC-2, [Lock Formulation]).
 * @throws Problem NOT_FOUND, FORMULATION_LOCKED, ALREADY_LAUNCHED, FORMULATION_NOT_APPROVED
 */
export const lockFormulation = ({ project, before }: FormulationReading, now: Date): FormulationChange => {
  if (!before) throw notFound();
  const { formulation } = before;
  assertUnlocked(formulation);
  assertOpen(project);
  if (formulation.status !== "approved") {
    const detail = `Formulation ${formulation.formulation_number} is a draft. Approve it before you lock it.`;
    throw new Problem("FORMULATION_NOT_APPROVED", detail);
  }
  const locked: Formulation = { ...formulation, status: "locked", updated_at: now.toISOString() };
  return { record: { ...before, formulation: locked }, event: "npd_formulation_locked" };
};

const assertUnlocked = ({ status, formulation_number }: Formulation): void => {
  if (status === "locked") {
    const detail = `Formulation ${formulation_number} is locked and does not change any more. Make a new one from it.`;
    throw new Problem("FORMULATION_LOCKED", detail);
  }
};
