import * as z from "zod/mini";
import { Instant, Uuid } from "../kernel/field.ts";
import { idOfName } from "../kernel/id.ts";
import type { Problem } from "../kernel/problem.ts";
import type { LaunchPayload } from "./launch-handoff.ts";
import type { LaunchStart } from "./launch-plan.ts";
import type { LaunchRequest } from "./launch-request.ts";
import { isLaunched } from "./project.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import { RecordId } from "./record-id.ts";
import { refusal } from "./refusal.ts";

/** One line of what the document calls npd_events (AC-8). */
export const HandoffEvent = z.object({
  event_id: Uuid,
  event_type: z.enum(["NPD.HandoffRequested", "NPD.HandoffCompleted", "NPD.HandoffFailed"]),
  entity_type: z.literal("npd_project"),
  entity_id: RecordId,
  payload: z.record(z.string(), z.unknown()),
  status: z.enum(["completed", "failed"]),
  created_at: Instant,
  created_by: z.string(),
});
export type HandoffEvent = z.infer<typeof HandoffEvent>;

/** A launch that was not done: what was asked for, and why it was refused. */
export const FailedAttempt = z.object({
  id: Uuid,
  requested_at: Instant,
  requested_by: z.string(),
  formulation_id: RecordId,
  product_action: z.enum(["create", "update"]),
  error: z.string(),
  error_code: z.string(),
  step_failed: z.string(),
});
export type FailedAttempt = z.infer<typeof FailedAttempt>;

export const failedAttempt = (
  { formulation_id, product_action }: LaunchRequest,
  { by, now, handoffId }: LaunchStart,
  { code, message, members }: Problem,
): FailedAttempt => ({
  id: handoffId,
  requested_at: now.toISOString(),
  requested_by: by.id,
  formulation_id,
  product_action,
  error: message,
  error_code: code,
  step_failed: typeof members.step_failed === "string" ? members.step_failed : "commit",
});

/**
 * The project, told that an attempt failed: nothing of it changes but its rev. So a transaction whose answer was lost, and
 * which may still be on its way, can no longer commit: it was conditioned on the rev before.
 * @throws Problem ALREADY_LAUNCHED when the attempt did launch it: only its answer was lost
 */
export const tellFailure = (record: ProjectRecord, { id }: FailedAttempt): ProjectChange => {
  if (isLaunched(record.project) && record.handoff_id === id)
    throw refusal("ALREADY_LAUNCHED", "Project already handed off", "commit", 8);
  return { record, event: "npd_handoff_failed" };
};

/** The events of a failed attempt, the newer first. */
export const eventsOfFailure = (attempt: FailedAttempt, projectId: RecordId): HandoffEvent[] => {
  const { id, requested_at, requested_by, formulation_id, product_action, ...failure } = attempt;
  const told = {
    entity_type: "npd_project",
    entity_id: projectId,
    created_at: requested_at,
    created_by: requested_by,
  } as const;
  return [
    {
      event_id: id,
      event_type: "NPD.HandoffFailed",
      ...told,
      payload: { ...failure, rollback_completed: true },
      status: "failed",
    },
    requested(id, told, { formulation_id, product_action }),
  ];
};

/** The events of a launch, the newer first. */
export const eventsOfLaunch = ({ handoff_id, executed_at, executed_by, ...launch }: LaunchPayload): HandoffEvent[] => {
  const { project, formulation, product, bom, pilot_wo } = launch;
  const told = {
    entity_type: "npd_project",
    entity_id: project.id,
    created_at: executed_at,
    created_by: executed_by,
  } as const;
  const made = { product_id: product.id, bom_id: bom.id, wo_id: pilot_wo?.id ?? null, formulation_id: formulation.id };
  return [
    { event_id: handoff_id, event_type: "NPD.HandoffCompleted", ...told, payload: made, status: "completed" },
    requested(handoff_id, told, { formulation_id: formulation.id, product_action: product.action }),
  ];
};

type Told = Pick<HandoffEvent, "entity_type" | "entity_id" | "created_at" | "created_by">;

const requested = (id: string, told: Told, payload: Record<string, unknown>): HandoffEvent => ({
  event_id: idOfName(id, "NPD.HandoffRequested"),
  event_type: "NPD.HandoffRequested",
  ...told,
  payload,
  status: "completed",
});
