import { launched, type LaunchHandoff } from "./launch-handoff.ts";
import { isLaunched } from "./project.ts";
import type { Validation } from "./validation.ts";
import { type Evidence, unavailable } from "./validation-check.ts";
import type { HandoffStatus } from "./wizard.ts";

/** How far the handoff of a project is, and what came of it. */
export const statusOf = (
  { record }: Evidence,
  { project, validation }: Validation,
  launch: LaunchHandoff | undefined,
): HandoffStatus => {
  const obstacle = unavailable(record);
  const handoff = launch ? successOf(launch) : null;
  if (isLaunched(record.project))
    return { project, handoff_status: "launched", message: "Project already handed off", handoff };
  if (obstacle !== undefined) return { project, handoff_status: "not_available", message: obstacle, handoff };
  return {
    project,
    handoff_status: validation.can_handoff ? "ready" : "blocked",
    message: validation.summary,
    handoff,
  };
};

const successOf = (launch: LaunchHandoff): HandoffStatus["handoff"] => {
  const { payload, digest } = launch;
  const { project, product, bom, pilot_wo } = payload;
  return {
    ...launched(payload),
    message: `🎉 Handoff Complete! ${project.number} successfully launched to production.`,
    digest,
    links: [
      { record: "product", label: product.code, link: productPage(product.id) },
      { record: "bom", label: bom.number, link: `/technical/boms/${bom.id}` },
      ...(pilot_wo ? [{ record: "pilot_wo", label: pilot_wo.number, link: workOrderPage(pilot_wo.id) }] : []),
    ],
  };
};

export const productPage = (id: string): string => `/technical/products/${id}`;
export const workOrderPage = (id: string): string => `/production/work-orders/${id}`;
