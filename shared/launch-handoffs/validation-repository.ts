import { activeFormulation, newerThan } from "./evidence.ts";
import type { Formulation } from "./formulation.ts";
import * as formulations from "./formulation-repository.ts";
import { formulationGone } from "./launch-conditions.ts";
import * as projects from "./project-repository.ts";
import { keyOf } from "./record-id.ts";
import { defaultSettings } from "./settings.ts";
import * as settings from "./settings-repository.ts";
import type { Evidence } from "./validation-check.ts";

/**
 * What a validation looks at, in one round of reads: of the formulation that is named, else of the project's active one.
 * @throws Problem NOT_FOUND for a project that is not there, FORMULATION_NOT_FOUND for a formulation that is named and is not (AC-12)
 */
export const readEvidence = async (tenantId: string, projectId: string, formulationId?: string): Promise<Evidence> => {
  const [record, all, known] = await Promise.all([
    projects.read(tenantId, projectId),
    formulations.list(tenantId, projectId),
    settings.load(tenantId),
  ]);
  const formulation = formulationId === undefined ? activeFormulation(all) : named(all, formulationId);
  const newer = newerThan(formulation, all);
  return { record, formulation, newer, settings: known.record?.settings ?? defaultSettings };
};

const named = (all: readonly Formulation[], id: string): Formulation => {
  const found = all.find((formulation) => keyOf(formulation.id) === id);
  if (!found) throw formulationGone();
  return found;
};
