import type { Actor } from "../kernel/actor.ts";
import { Uuid } from "../kernel/field.ts";
import { bomIdOf } from "./bom.ts";
import * as boms from "./bom-repository.ts";
import * as drafts from "./draft-repository.ts";
import { dayOf, isEffective } from "./effective-range.ts";
import { activeFormulation, newerThan } from "./evidence.ts";
import * as formulations from "./formulation-repository.ts";
import * as launches from "./launch-handoff-repository.ts";
import { takenBoms, takenWorkOrders } from "./number-repository.ts";
import { bomNumberFor, newestPeriod, nextVersion } from "./numbering.ts";
import * as products from "./product-repository.ts";
import type { ProductRecord } from "./product.ts";
import type { Project } from "./project.ts";
import * as projects from "./project-repository.ts";
import { keyOf } from "./record-id.ts";
import * as routings from "./routing-repository.ts";
import { defaultSettings } from "./settings.ts";
import * as settings from "./settings-repository.ts";
import { type Choice, choiceOf } from "./wizard-choice.ts";
import type { WizardGround } from "./wizard-ground.ts";

type Asked = { productId: string | undefined; formulationId: string | undefined; now: Date };

/**
 * All that the wizard shows, in three rounds of reads: the project, what it names, and the BOM that would be followed with the
 * numbers that would be given.
 * @throws Problem NOT_FOUND
 */
export const readWizard = async (actor: Actor, projectId: string, asked: Asked): Promise<WizardGround> => {
  const { tenantId } = actor;
  const [record, all, known, draft, launch, active] = await Promise.all([
    projects.read(tenantId, projectId),
    formulations.list(tenantId, projectId),
    settings.load(tenantId),
    drafts.load(actor, projectId),
    launches.find(tenantId, projectId),
    routings.everyActive(tenantId),
  ]);
  const saved = draft?.saved.draft ?? {};
  const wanted = asked.formulationId ?? (saved.formulation_id ? keyOf(saved.formulation_id) : undefined);
  const said = wanted === undefined ? activeFormulation(all) : all.find(({ id }) => keyOf(id) === wanted);
  const evidence = {
    record,
    formulation: said,
    newer: newerThan(said, all),
    settings: known.record?.settings ?? defaultSettings,
  };
  const before = {
    project: record.project,
    ...evidence,
    product: undefined,
    routings: active,
    today: dayOf(asked.now),
  };
  const choice = choiceOf(saved, asked.productId, before);
  const isUpdate = choice.product_action === "update";
  const [formulation, product, codeHolder] = await Promise.all([
    said ? formulations.load(tenantId, projectId, keyOf(said.id)) : undefined,
    isUpdate ? productAt(tenantId, choice.product_id) : undefined,
    isUpdate ? undefined : products.loadCodeHolder(tenantId, choice.product_data.product_code),
  ]);
  const currentPeriod = product && currentOf(product, dayOf(asked.now));
  const [currentBom, taken] = await Promise.all([
    currentPeriod && boms.load(tenantId, bomIdOf(tenantId, currentPeriod.bom_number)),
    takenFor(tenantId, record.project, choice, product),
  ]);
  return {
    evidence,
    formulation: formulation?.record,
    isGone: wanted !== undefined && !formulation?.record,
    choice: choiceOf(saved, asked.productId, { ...before, product }),
    draft: draft?.saved,
    launch,
    product,
    currentPeriod,
    currentBom: currentBom?.record,
    codeHolder,
    routings: active,
    taken,
    tenantId,
  };
};

/** Which of the numbers are taken that would be given. */
const takenFor = async (
  tenantId: string,
  { project_number }: Project,
  { product_action, product_data, bom_data }: Choice,
  product: ProductRecord | undefined,
): Promise<Set<string>> => {
  const code = product_action === "update" ? product?.product.product_code : product_data.product_code;
  const version = nextVersion((product?.boms ?? []).map((period) => period.version));
  const found = await Promise.all([
    code ? takenBoms(tenantId, { bom_number: bom_data.bom_number ?? bomNumberFor(code, version), version }, code) : [],
    takenWorkOrders(tenantId, project_number),
  ]);
  return new Set(found.flat());
};

const productAt = async (tenantId: string, id: string | null): Promise<ProductRecord | undefined> => {
  const parsed = Uuid.safeParse(id);
  return parsed.success ? (await products.load(tenantId, parsed.data)).record : undefined;
};

/** The BOM that the product is made by today; if there is none, the newest. */
const currentOf = ({ boms: calendar }: ProductRecord, today: string) =>
  calendar.find((period) => isEffective(period, today)) ?? newestPeriod(calendar);
