import { Problem } from "../kernel/problem.ts";
import { assertOpen, isLaunched, type Project, type ProjectInput } from "./project.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import { idAt } from "./record-id.ts";

/**
 * A project as the upstream system has it now.
 * @throws Problem INVALID_REQUEST for another project's id; ALREADY_LAUNCHED; LAUNCH_NEEDS_HANDOFF
 */
export const putProject = (
  before: ProjectRecord | undefined,
  input: ProjectInput,
  { id, now }: { id: string; now: Date },
): ProjectChange => {
  if (before) assertOpen(before);
  const project: Project = {
    id: idAt(id, input.id, before?.project.id),
    project_number: input.project_number,
    project_name: input.project_name,
    description: input.description ?? null,
    current_gate: input.current_gate ?? before?.project.current_gate ?? "G0",
    status: input.status ?? before?.project.status ?? "idea",
    priority: input.priority ?? null,
    owner_id: input.owner_id ?? null,
    target_launch_date: input.target_launch_date ?? null,
    actual_launch_date: input.actual_launch_date ?? null,
    created_at: before?.project.created_at ?? now.toISOString(),
    updated_at: now.toISOString(),
  };
  if (!before) return { record: newRecord(project), event: "npd_project_created", isNew: true };
  if (isLaunched(project)) throw launchNeedsHandoff(project);
  return { record: { ...before, project }, event: "npd_project_updated" };
};

const newRecord = (project: Project): ProjectRecord => ({ rev: 0, project, gates: [], costing: [], docs: [] });

/** A project that was launched elsewhere may be brought in as such; one that is here is launched by its handoff alone. */
const launchNeedsHandoff = ({ status }: Project): Problem => {
  const [pointer, detail] = [
    status === "launched" ? "/status" : "/current_gate",
    "Only the handoff launches a project",
  ];
  return new Problem(
    "LAUNCH_NEEDS_HANDOFF",
    `${detail}. Execute it: POST /api/npd/projects/{projectId}/handoff/execute.`,
    [{ pointer, detail }],
  );
};
