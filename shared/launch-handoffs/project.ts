import * as z from "zod/mini";
import { CalendarDate, Instant, text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { Person, RecordId } from "./record-id.ts";

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
export const assertOpen = ({ project }: { project: Project }): void => {
  if (isLaunched(project))
    throw new Problem("ALREADY_LAUNCHED", "Project already handed off. Its records do not change any more.");
};
