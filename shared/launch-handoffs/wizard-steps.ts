import { firstFree, workOrderNumberFor } from "./numbering.ts";
import type { ProductRecord } from "./product.ts";
import { bomStep, inStead } from "./wizard-bom.ts";
import { type Choice, defaultRouting, noDefaultRouting } from "./wizard-choice.ts";
import type { WizardGround } from "./wizard-ground.ts";
import type { BomStep, PilotStep, ProductStep, RoutingStep, Wizard } from "./wizard.ts";
import { workOrderIdOf } from "./work-order.ts";

/** Steps 2 to 5. */
export const stepsOf = (ground: WizardGround): Wizard["steps"] => {
  const product = productStep(ground);
  const bom = bomStep(ground, product);
  return { product, bom, pilot_wo: pilotStep(ground, product, bom), routing: routingStep(ground) };
};

const productStep = ({ choice, product, codeHolder, currentPeriod, launch }: WizardGround): ProductStep => {
  const { product_action: action, product_data } = choice;
  const isUpdate = action === "update";
  const isTaken = !isUpdate && !launch && Boolean(codeHolder?.product_id);
  return {
    action,
    product_data: { ...product_data, status: "draft" },
    product_code_message: isTaken ? `Product code ${product_data.product_code} already exists` : null,
    product: isUpdate ? (product?.product ?? null) : null,
    current_bom: isUpdate ? (currentPeriod ?? null) : null,
    message: isUpdate ? updateMessage(choice, product) : null,
  };
};

const updateMessage = ({ product_id }: Choice, product: ProductRecord | undefined): string => {
  if (product) return "New BOM version will be created for this product";
  return product_id ? `There is no product ${product_id}. Choose an active product.` : "Choose an active product.";
};

const pilotStep = (ground: WizardGround, chosen: ProductStep, bom: BomStep): PilotStep => {
  const { evidence, choice, product, taken, tenantId, launch } = ground;
  const { project } = evidence.record;
  const usual = workOrderNumberFor(project.project_number);
  const isTaken = (number: string) => !launch && taken.has(workOrderIdOf(tenantId, number));
  const { quantity, scheduled_date } = choice.pilot_wo_data;
  return {
    create_pilot_wo: choice.create_pilot_wo,
    wo_number: firstFree(usual, isTaken),
    wo_number_message: inStead("Work order number", usual, isTaken),
    type: "pilot",
    product_code: bom.product_code,
    bom_number: bom.bom_number,
    quantity,
    uom: chosen.action === "update" ? (product?.product.uom ?? "") : chosen.product_data.uom,
    scheduled_date,
    status: "planned",
    npd_project_id: project.id,
    message: choice.create_pilot_wo ? null : "Pilot WO will not be created",
  };
};

const routingStep = ({ evidence: { settings }, choice, routings }: WizardGround): RoutingStep => {
  const { routing_id } = choice.pilot_wo_data;
  const why = noDefaultRouting({ settings, routings });
  return {
    routing_id,
    default_routing: defaultRouting({ settings, routings })?.code ?? null,
    routings: routings.map(({ id, code, name }) => ({ id, code, name })),
    message:
      routing_id === null ? [...(why ? [why] : []), "Routing can be assigned later to pilot WO"].join(". ") : null,
  };
};
