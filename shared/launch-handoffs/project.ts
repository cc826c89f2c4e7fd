import * as z from "zod/mini";
import { CalendarDate, Instant, text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import { idAt, Person, RecordId } from "./record-id.ts";

export const Gate = z.enum(["G0", "G1", "G2", "G3", "G4"]);
export type Gate = z.infer<typeof Gate>;

export const ProjectGate = z.enum([...Gate.options, "Launched"]);
export const ProjectStatus = z.enum([
  "idea",
  "feasibility",
  "business_case",
  "development",
  "testing",
  "launched",
  "cancelled",
]);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

/** A number that people give things: it goes into product codes, BOM numbers and work order numbers, so it has no spaces. */
export const DocumentNumber = text(40).check(z.regex(/^[^\s\p{C}]+$/u, "Expected a number without spaces"));

export const Project = z.object({
  id: RecordId,
  project_number: z.string(),
  project_name: z.string(),
  description: z._default(z.nullable(z.string()), null),
  current_gate: ProjectGate,
  status: ProjectStatus,
  priority: z._default(z.nullable(z.string()), null),
  owner_id: z._default(z.nullable(Person), null),
  target_launch_date: z._default(z.nullable(CalendarDate), null),
  actual_launch_date: z._default(z.nullable(CalendarDate), null),
  created_at: Instant,
  updated_at: Instant,
});
export type Project = z.infer<typeof Project>;

/** A project as the upstream system sends it. The times that a GET answered may come along and are not taken. */
export const ProjectInput = z.strictObject({
  id: z.optional(RecordId),
  project_number: DocumentNumber,
  project_name: text(200),
  description: z.nullish(text(4_000)),
  /** Gate and status stay as they are when left out; a new project is an idea at G0. */
  current_gate: z.optional(ProjectGate),
  status: z.optional(ProjectStatus),
  priority: z.nullish(text(40)),
  owner_id: z.nullish(Person),
  target_launch_date: z.nullish(CalendarDate),
  actual_launch_date: z.nullish(CalendarDate),
  created_at: z.optional(Instant),
  updated_at: z.optional(Instant),
});
export type ProjectInput = z.infer<typeof ProjectInput>;

export const isLaunched = ({ status, current_gate }: Pick<Project, "status" | "current_gate">): boolean =>
  status === "launched" || current_gate === "Launched";

/**
 * A project's records are history once it is launched (AC-1).
 * @throws Problem ALREADY_LAUNCHED
 */
export const assertOpen = ({ project }: ProjectRecord): void => {
  if (isLaunched(project))
    throw new Problem("ALREADY_LAUNCHED", "Project already handed off. Its records do not change any more.");
};

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
