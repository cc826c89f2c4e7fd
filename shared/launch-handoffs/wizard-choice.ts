import type { Draft } from "./draft.ts";
import { addDays, firstFreeDay } from "./effective-range.ts";
import type { Formulation } from "./formulation.ts";
import { productCodeFor } from "./numbering.ts";
import type { ProductRecord } from "./product.ts";
import type { Project } from "./project.ts";
import type { Routing } from "./routing.ts";
import type { Settings } from "./settings.ts";

/** What the wizard would send: what the user has entered, and the document's defaults for the rest. */
export type Choice = {
  product_action: "create" | "update";
  product_id: string | null;
  product_data: { product_code: string; product_name: string; product_type: string; description: string; uom: string };
  bom_data: { bom_number: string | null; effective_from: string; effective_to: string | null };
  create_pilot_wo: boolean;
  pilot_wo_data: { quantity: number | string | null; scheduled_date: string; routing_id: string | null };
};

type Known = {
  project: Project;
  formulation: Formulation | undefined;
  settings: Settings;
  product: ProductRecord | undefined;
  routings: readonly Routing[];
  today: string;
};

const PILOT_AFTER_DAYS = 7;

/** The document's defaults (AC-3 to AC-6), under what the draft says. */
export const choiceOf = (draft: Draft, productId: string | undefined, known: Known): Choice => {
  const { project, formulation, settings, product, today } = known;
  const { product_data: data, bom_data: bom, pilot_wo_data: pilot } = draft;
  const product_id = productId ?? draft.product_id ?? null;
  return {
    product_action: productId === undefined ? (draft.product_action ?? "create") : "update",
    product_id,
    product_data: {
      product_code: data?.product_code ?? productCodeFor(project.project_number),
      product_name: data?.product_name ?? project.project_name,
      product_type: data?.product_type ?? "Finished Good",
      description: data?.description ?? formulation?.notes ?? "",
      uom: data?.uom ?? formulation?.uom ?? "",
    },
    bom_data: {
      bom_number: bom?.bom_number ?? null,
      effective_from: bom?.effective_from ?? firstFreeDay(product?.boms ?? [], today) ?? today,
      effective_to: bom?.effective_to ?? null,
    },
    create_pilot_wo: draft.create_pilot_wo ?? settings.enable_pilot_wo,
    pilot_wo_data: {
      quantity: pilot?.quantity ?? formulation?.total_qty ?? null,
      scheduled_date: pilot?.scheduled_date ?? addDays(today, PILOT_AFTER_DAYS),
      routing_id: routingOf(pilot?.routing_id, known),
    },
  };
};

/** Null, or a list that was cleared, takes the default routing away (AC-6); what is left out does not. */
const routingOf = (entered: string | null | undefined, known: Routed): string | null => {
  if (entered === undefined) return defaultRouting(known)?.id ?? null;
  return entered === "" ? null : entered;
};

type Routed = Pick<Known, "settings" | "routings">;

/** The settings name a routing by its id or its code. One that is not active is not offered, nor one of several of a code. */
export const defaultRouting = (known: Routed): Routing | undefined => {
  const [routing, other] = namedRoutings(known);
  return other ? undefined : routing;
};

const namedRoutings = ({ settings: { default_pilot_routing: wanted }, routings }: Routed): Routing[] => {
  if (wanted === null) return [];
  const byId = routings.filter(({ id }) => id === wanted.toLowerCase());
  return byId.length > 0 ? byId : routings.filter(({ code }) => code === wanted);
};

/** Why the settings' routing is not selected, if they name one. */
export const noDefaultRouting = (known: Routed): string | undefined => {
  const { default_pilot_routing: wanted } = known.settings;
  if (wanted === null || defaultRouting(known)) return undefined;
  return namedRoutings(known).length > 1
    ? `Several active routings have the code ${wanted} of the settings: choose one`
    : `The settings' routing ${wanted} is not an active one`;
};
