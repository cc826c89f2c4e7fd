import { Problem } from "../kernel/problem.ts";
import { bomIdOf, type BomPeriod, type BomRecord } from "./bom.ts";
import { bomItemsOf } from "./bom-mapping.ts";
import { diffBoms, total } from "./bom-diff.ts";
import type { SavedDraft } from "./draft.ts";
import { addPeriod } from "./effective-range.ts";
import type { FormulationRecord } from "./formulation.ts";
import type { LaunchHandoff } from "./launch-handoff.ts";
import { bomNumberFor, firstFree, nextVersion, workOrderNumberFor } from "./numbering.ts";
import type { ProductRecord } from "./product.ts";
import { isSameId } from "./record-id.ts";
import type { Routing } from "./routing.ts";
import type { Evidence } from "./validation-check.ts";
import { workOrderIdOf } from "./work-order.ts";
import { type Choice, defaultRouting, noDefaultRouting } from "./wizard-choice.ts";
import type { BomStep, PilotStep, ProductStep, RoutingStep, Wizard } from "./wizard.ts";

/** All that the wizard shows something of, as it was read. */
export type WizardGround = {
  evidence: Evidence;
  formulation: FormulationRecord | undefined;
  choice: Choice;
  draft: SavedDraft | undefined;
  launch: LaunchHandoff | undefined;
  /** The product to be updated, and the BOM that it is made by today. */
  product: ProductRecord | undefined;
  currentPeriod: BomPeriod | undefined;
  currentBom: BomRecord | undefined;
  codeHolder: { product_id: string | null } | undefined;
  routings: readonly Routing[];
  /** The ids of BOMs and work orders whose numbers are taken. */
  taken: ReadonlySet<string>;
  tenantId: string;
};

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

const bomStep = (ground: WizardGround, { action, product_data }: ProductStep): BomStep => {
  const { choice, formulation, product, currentBom } = ground;
  const isUpdate = action === "update";
  const calendar = isUpdate ? (product?.boms ?? []) : [];
  const product_code = isUpdate ? (product?.product.product_code ?? "") : product_data.product_code;
  const version = nextVersion(calendar.map((period) => period.version));
  const items = formulation?.items ?? [];
  const mapped = bomItemsOf(items);
  const { bom_number, bom_number_message } = bomNumberIn(ground, product_code, version);
  const { effective_from, effective_to } = choice.bom_data;
  return {
    bom_number,
    bom_number_message,
    product_code,
    version,
    status: "draft",
    effective_from,
    effective_to,
    total_qty: formulation?.formulation.total_qty ?? null,
    uom: formulation?.formulation.uom ?? "",
    source: formulation ? `NPD Formulation ${formulation.formulation.formulation_number}` : "",
    npd_formulation_id: formulation?.formulation.id ?? null,
    item_count: items.length,
    items_total: new Set(items.map(({ uom }) => uom)).size === 1 ? total(items.map(({ quantity }) => quantity)) : null,
    items: items.flatMap((source_item, at) => {
      const bom_item = mapped[at];
      return bom_item ? [{ source_item, bom_item }] : [];
    }),
    closes: closedBy(calendar, { bom_number, version, status: "draft", effective_from, effective_to }),
    allergens: allergensOf(ground),
    diff: isUpdate && currentBom ? diffBoms(currentBom.items, mapped) : null,
  };
};

/** The number as it was entered, else the first that is free; none while there is no product to take it from. */
const bomNumberIn = (
  { choice, taken, tenantId, launch }: WizardGround,
  productCode: string,
  version: string,
): Pick<BomStep, "bom_number" | "bom_number_message"> => {
  const isTaken = (number: string) => !launch && taken.has(bomIdOf(tenantId, number));
  const entered = choice.bom_data.bom_number;
  if (entered !== null)
    return {
      bom_number: entered,
      bom_number_message: isTaken(entered) ? `BOM number ${entered} already exists` : null,
    };
  if (productCode === "") return { bom_number: "", bom_number_message: null };
  const usual = bomNumberFor(productCode, version);
  const bom_number = firstFree(usual, isTaken);
  return { bom_number, bom_number_message: inStead("BOM number", usual, isTaken) };
};

const inStead = (what: string, usual: string, isTaken: (number: string) => boolean): string | null =>
  isTaken(usual) ? `${what} ${usual} already exists, so the next free one is proposed` : null;

/** An overlap is told by the summary. */
const closedBy = (calendar: readonly BomPeriod[], added: BomPeriod): BomPeriod[] => {
  try {
    return addPeriod(calendar, added).closed;
  } catch (error) {
    if (error instanceof Problem || error instanceof RangeError) return [];
    throw error;
  }
};

const allergensOf = ({ evidence, formulation }: WizardGround): BomStep["allergens"] => {
  const { allergens } = evidence.record;
  if (!allergens || !formulation || !isSameId(allergens.formulation_id, formulation.formulation.id)) return null;
  const { contains, may_contain } = allergens;
  return { contains, may_contain, message: "Allergens will be transferred to BOM" };
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
