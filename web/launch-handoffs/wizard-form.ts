import type { Draft } from "../../shared/launch-handoffs/draft.ts";
import { LaunchRequest } from "../../shared/launch-handoffs/launch-request.ts";
import type { Wizard } from "../../shared/launch-handoffs/wizard.ts";

/** The forms of the wizard: what was entered, and the API's defaults for the rest. */
export type Form = {
  product_action: "create" | "update";
  product_id: string | null;
  product_data: { product_code: string; product_name: string; product_type: string; description: string; uom: string };
  bom_data: { effective_from: string; effective_to: string };
  create_pilot_wo: boolean;
  pilot_wo_data: { quantity: string; scheduled_date: string; routing_id: string | null };
};

/** @param entered by this person, of which the API may not know the last words yet */
export const formOf = ({ steps }: Wizard, entered: Draft): Form => {
  const { product, bom, pilot_wo, routing } = steps;
  const { product_data: data, bom_data, pilot_wo_data: pilot } = entered;
  return {
    product_action: entered.product_action ?? product.action,
    product_id: entered.product_id ?? product.product?.id ?? null,
    product_data: {
      product_code: data?.product_code ?? product.product_data.product_code,
      product_name: data?.product_name ?? product.product_data.product_name,
      product_type: data?.product_type ?? product.product_data.product_type,
      description: data?.description ?? product.product_data.description,
      uom: data?.uom ?? product.product_data.uom,
    },
    bom_data: {
      effective_from: bom_data?.effective_from ?? bom.effective_from,
      effective_to: bom_data?.effective_to ?? bom.effective_to ?? "",
    },
    create_pilot_wo: entered.create_pilot_wo ?? pilot_wo.create_pilot_wo,
    pilot_wo_data: {
      quantity: String(pilot?.quantity ?? pilot_wo.quantity ?? ""),
      scheduled_date: pilot?.scheduled_date ?? pilot_wo.scheduled_date,
      routing_id: pilot?.routing_id === undefined ? routing.routing_id : pilot.routing_id,
    },
  };
};

/** What is executed (ExecuteHandoffRequest), with the token of the validation that this person has seen. */
export const requestOf = ({ formulation, validation_token }: Wizard, form: Form) => {
  const { product_action, product_id, product_data, bom_data, create_pilot_wo, pilot_wo_data } = form;
  return {
    product_action,
    ...(product_action === "update" ? { product_id } : { product_data }),
    bom_data: { effective_from: bom_data.effective_from, effective_to: bom_data.effective_to || null },
    create_pilot_wo,
    ...(create_pilot_wo && { pilot_wo_data }),
    formulation_id: formulation?.id ?? "",
    validation_token,
  };
};

/** What is wrong with the forms, by the path of the field, in the words of the API: `product_data.product_name`. */
export type FormFaults = ReadonlyMap<string, string>;

/** Judges the forms by the schema that the API judges them by. */
export const faultsIn = (wizard: Wizard, form: Form): FormFaults => {
  const { error } = LaunchRequest.safeParse(requestOf(wizard, form));
  const faults = new Map((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
  const { product_code_message: taken, product_data } = wizard.steps.product;
  const isSame = form.product_data.product_code.toUpperCase() === product_data.product_code.toUpperCase();
  if (form.product_action === "create" && taken !== null && isSame) faults.set("product_data.product_code", taken);
  return faults;
};

export type Step = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const pages: readonly (readonly [field: string, step: Step])[] = [
  ["product_", 2],
  ["bom_data", 3],
  ["pilot_wo_data.routing_id", 5],
  ["create_pilot_wo", 4],
  ["pilot_wo_data", 4],
];

/** Whether a step is filled in as it has to be. */
export const isFilledIn = (faults: FormFaults, step: Step): boolean =>
  ![...faults.keys()].some((field) => pages.find(([start]) => field.startsWith(start))?.[1] === step);

/** Without a pilot work order there is no routing to choose (AC-5). */
export const stepAfter = (step: Step, { create_pilot_wo }: Form): Step =>
  step === 4 && !create_pilot_wo ? 6 : ((step + 1) as Step);
export const stepBefore = (step: Step, { create_pilot_wo }: Form): Step =>
  step === 6 && !create_pilot_wo ? 4 : ((step - 1) as Step);

/** The step that can be shown of those up to the one that is asked for: none lies behind what is in the way. */
export const stepWithin = ({ handoff_status, problem }: Wizard, asked: Step): Step => {
  if (handoff_status !== "ready") return 1;
  return Math.min(asked, problem?.return_to_step ?? asked) as Step;
};
