import type { Actor } from "../kernel/actor.ts";
import { Problem } from "../kernel/problem.ts";
import { dayOf } from "./effective-range.ts";
import type { FormulationRecord } from "./formulation.ts";
import { statusOf } from "./handoff-status.ts";
import { planLaunch } from "./launch.ts";
import { assertValid, lockedFormulation, npdOnly, openProject } from "./launch-conditions.ts";
import type { LaunchGround } from "./launch-plan.ts";
import { LaunchRequest } from "./launch-request.ts";
import { summaryOf, warningsOf } from "./launch-summary.ts";
import { pageOf, refusal } from "./refusal.ts";
import { isLaunched } from "./project.ts";
import { validate } from "./validation.ts";
import { checksOf, warningsIn } from "./validation-check.ts";
import type { WizardGround } from "./wizard-ground.ts";
import { stepsOf } from "./wizard-steps.ts";
import type { HandoffStatus, Wizard } from "./wizard.ts";

/** What everybody may see who may see the project. */
export const statusIn = ({ evidence, launch }: WizardGround): HandoffStatus =>
  statusOf(evidence, validate(evidence), launch);

/** Every page of the wizard. `now` and the caller decide what can be done, nothing is written. */
export const wizardOf = (ground: WizardGround, { by, now }: { by: Actor; now: Date }): Wizard => {
  const { evidence, formulation, draft, launch } = ground;
  const validated = validate(evidence);
  const status = statusOf(evidence, validated, launch);
  const isIntegrated = !evidence.settings.npd_only_mode;
  return {
    ...status,
    mode: isIntegrated ? "integrated" : "npd_only",
    can_execute: status.handoff_status === "ready" && isIntegrated && by.roles.includes("npd_lead"),
    validation: validated.validation,
    validation_token: validated.validation_token,
    formulation: formulation ? formulationShown(formulation) : null,
    steps: stepsOf(ground),
    ...rehearsed(ground, { by, now }),
    draft: draft ?? null,
    read_at: now.toISOString(),
  };
};

const formulationShown = ({ formulation }: FormulationRecord) => {
  const { id, formulation_number, status, digest } = formulation;
  return { id, formulation_number, status, digest };
};

type Rehearsed = Pick<Wizard, "summary" | "problem" | "warnings">;

/**
 * Step 6: the launch as it would be decided now, or what stands in its way. In NPD-only mode, too, it is shown, because it is
 * there that the package is exported (AC-10).
 */
const rehearsed = (ground: WizardGround, { by, now }: { by: Actor; now: Date }): Rehearsed => {
  const { record, settings } = ground.evidence;
  try {
    assertPageOne(ground);
    const plan = planLaunch(launchGroundOf(ground), requestOf(ground), { by, now, handoffId: "", productId: "" });
    const problem = settings.npd_only_mode ? problemOf(npdOnly()) : null;
    return { summary: summaryOf(plan), problem, warnings: warningsOf(plan, dayOf(now)) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const problem = settings.npd_only_mode && !isLaunched(record.project) ? npdOnly() : error;
    return { summary: null, problem: problemOf(problem), warnings: warningsIn(checksOf(ground.evidence)) };
  }
};

/** What stands on the first page comes before the forms, which have no defaults without a formulation (AC-12). */
const assertPageOne = ({ evidence, formulation, isGone }: WizardGround): void => {
  openProject(evidence.record, undefined, { ...evidence.settings, npd_only_mode: false });
  if (formulation || isGone) lockedFormulation(formulation);
  assertValid(evidence, null);
};

const problemOf = ({ message, code, members }: Problem): Wizard["problem"] => ({
  error: message,
  error_code: code,
  step_failed: typeof members.step_failed === "string" ? members.step_failed : "validate",
  return_to_step: Number(members.return_to_step ?? 1),
});

const launchGroundOf = ({ evidence, choice, routings, ...read }: WizardGround): LaunchGround => {
  const { formulation, product, codeHolder, taken } = read;
  const routing = routings.find(({ id }) => id === choice.pilot_wo_data.routing_id);
  return {
    project: evidence.record,
    newer: evidence.newer,
    settings: { ...evidence.settings, npd_only_mode: false },
    formulation,
    product,
    codeHolder,
    routing: routing && { rev: 0, routing },
    taken,
  };
};

/** What the wizard would send now. @throws Problem INVALID_REQUEST while a form is not filled in */
const requestOf = ({ choice, formulation }: WizardGround): LaunchRequest => {
  const isUpdate = choice.product_action === "update";
  const parsed = LaunchRequest.safeParse({
    product_action: choice.product_action,
    ...(isUpdate ? { product_id: choice.product_id } : { product_data: choice.product_data }),
    bom_data: choice.bom_data,
    create_pilot_wo: choice.create_pilot_wo,
    ...(choice.create_pilot_wo && { pilot_wo_data: choice.pilot_wo_data }),
    // Where there is none, the launch says so.
    formulation_id: formulation?.formulation.id ?? "none",
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const page = pageOf((issue?.path ?? []).map(String));
  throw refusal("INVALID_REQUEST", issue?.message ?? "The form is not filled in", "read_request", page);
};
