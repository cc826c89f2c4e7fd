import type { FormulationRecord } from "./formulation.ts";
import type { LaunchGround } from "./launch-plan.ts";
import type { LaunchRequest } from "./launch-request.ts";
import { isLaunched } from "./project.ts";
import type { ProjectRecord } from "./project-record.ts";
import { notFound, type Problem } from "../kernel/problem.ts";
import { refusal } from "./refusal.ts";
import type { RoutingRecord } from "./routing.ts";
import type { Settings } from "./settings.ts";
import { checksNamed, checksOf, descriptions, type Evidence, unavailable, warningsIn } from "./validation-check.ts";
import { changedSince } from "./validation-token.ts";

/**
 * The project, if it stands where a handoff begins. `first` is the project as this call read it first: when it was launched
 * meanwhile, somebody else was at it at the same time.
 * @throws Problem NOT_FOUND, ALREADY_LAUNCHED, HANDOFF_IN_PROGRESS, NPD_ONLY_MODE, NOT_AT_G4, VALIDATION_FAILED
 */
export const openProject = (
  record: ProjectRecord | undefined,
  first: ProjectRecord | undefined,
  { npd_only_mode }: Settings,
): ProjectRecord => {
  if (!record) throw notFound();
  if (isLaunched(record.project)) throw launchedBefore(first ?? record);
  if (npd_only_mode) throw npdOnly();
  const obstacle = unavailable(record);
  if (obstacle === undefined) return record;
  throw refusal(record.project.status === "cancelled" ? "VALIDATION_FAILED" : "NOT_AT_G4", obstacle, "validate", 1);
};

export const npdOnly = (): Problem =>
  refusal("NPD_ONLY_MODE", "The settings say NPD only. Export the handoff instead.", "validate", 6);

const launchedBefore = (first: ProjectRecord): Problem =>
  isLaunched(first.project)
    ? refusal("ALREADY_LAUNCHED", "Project already handed off", "validate", 1)
    : refusal("HANDOFF_IN_PROGRESS", "Handoff already in progress or completed by another user", "launch_project", 1);

/** What is said wherever a formulation is named that is not there, in the words of AC-12. */
export const formulationGone = (): Problem =>
  refusal("FORMULATION_NOT_FOUND", "Formulation no longer exists. Handoff aborted.", "lock_formulation", 1);

/** @throws Problem FORMULATION_NOT_FOUND, FORMULATION_NOT_LOCKED */
export const lockedFormulation = (record: FormulationRecord | undefined): FormulationRecord => {
  if (!record) throw formulationGone();
  const { status, formulation_number } = record.formulation;
  if (status === "locked") return record;
  throw refusal(
    "FORMULATION_NOT_LOCKED",
    `Lock formulation ${formulation_number} before handoff`,
    "lock_formulation",
    1,
  );
};

/**
 * @returns what is worth a warning
 * @throws Problem VALIDATION_FAILED when a check fails, or reads something else than the token says
 */
export const assertValid = (evidence: Evidence, token: string | null | undefined): string[] => {
  const checks = checksOf(evidence);
  const failed = checks.filter(({ status }) => status === "fail");
  const changed = typeof token === "string" ? changedSince(token, evidence) : [];
  if (failed.length === 0 && changed.length === 0) return warningsIn(checks);
  const told = checksNamed(checks, [...new Set([...failed.map(({ name }) => name), ...changed])]);
  const detail =
    failed.length > 0
      ? failed.map(({ message }) => message).join(". ")
      : `What was validated has changed since: ${changed.map((name) => descriptions[name]).join(", ")}. Validate again.`;
  throw refusal("VALIDATION_FAILED", detail, "validate", 1, [], { checks: told, changed_checks: changed });
};

/**
 * The routing of the pilot work order, if it is to have one.
 * @throws Problem ROUTING_INACTIVE
 */
export const activeRouting = (
  { create_pilot_wo, pilot_wo_data }: LaunchRequest,
  routing: LaunchGround["routing"],
): RoutingRecord | undefined => {
  const wanted = create_pilot_wo ? pilot_wo_data?.routing_id : undefined;
  if (!wanted) return undefined;
  if (routing?.routing.is_active) return routing;
  const detail = routing ? `Routing ${routing.routing.code} is not active` : `There is no routing ${wanted}`;
  throw refusal("ROUTING_INACTIVE", `${detail}. Choose another, or none.`, "link_routing", 5, [
    { pointer: "/pilot_wo_data/routing_id", detail },
  ]);
};

/** @throws Problem VALIDATION_FAILED when the settings allow no pilot work orders */
export const assertPilotAllowed = ({ create_pilot_wo }: LaunchRequest, { enable_pilot_wo }: Settings): void => {
  if (create_pilot_wo && !enable_pilot_wo)
    throw refusal(
      "VALIDATION_FAILED",
      "The settings allow no pilot work orders. Launch without one.",
      "create_pilot_wo",
      4,
      [{ pointer: "/create_pilot_wo", detail: "Expected false: enable_pilot_wo is off" }],
    );
};

/** What a number that is taken already says: one that was asked for, or every one that the platform would give. */
export const duplicateBom = (number: string): Problem =>
  refusal(
    "DUPLICATE_BOM_NUMBER",
    `Handoff failed: Duplicate BOM number. ${number} exists already; choose another.`,
    "create_bom",
    6,
    [{ pointer: "/bom_data/bom_number", detail: `BOM ${number} exists already` }],
  );

export const duplicateWorkOrder = (number: string): Problem =>
  refusal(
    "DUPLICATE_WO_NUMBER",
    `Handoff failed: Duplicate work order number. ${number} exists already; launch without a pilot work order.`,
    "create_pilot_wo",
    4,
    [{ pointer: "/create_pilot_wo", detail: `Work order ${number} exists already` }],
  );
