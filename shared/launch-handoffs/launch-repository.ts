import { commit } from "../ledger/commit.ts";
import type { ChangeCall, Commit, State } from "../ledger/record.ts";
import { recordDigestOf } from "../ledger/seal.ts";
import type { Write } from "../ledger/transaction.ts";
import * as boms from "./bom-repository.ts";
import { newerThan } from "./evidence.ts";
import * as formulations from "./formulation-repository.ts";
import type { FormulationRecord } from "./formulation.ts";
import { insertionOf, itemOf } from "./launch-handoff-repository.ts";
import { planLaunch } from "./launch.ts";
import { takenBoms, takenWorkOrders } from "./number-repository.ts";
import type { LaunchGround, LaunchPlan, LaunchStart } from "./launch-plan.ts";
import type { LaunchRequest } from "./launch-request.ts";
import type { ProductRecord } from "./product.ts";
import * as products from "./product-repository.ts";
import * as projects from "./project-repository.ts";
import type { ProjectRecord } from "./project-record.ts";
import { keyOf } from "./record-id.ts";
import { isRefusal, type LaunchStep } from "./refusal.ts";
import * as routings from "./routing-repository.ts";
import { defaultSettings } from "./settings.ts";
import * as settings from "./settings-repository.ts";
import * as workOrders from "./work-order-repository.ts";

/** What a launch is decided on, with what its writes are conditioned on. */
type LaunchState = {
  ground: LaunchGround;
  project: State<ProjectRecord>;
  formulation: State<FormulationRecord>;
  product: State<ProductRecord>;
};

const NOTHING: State<never> = { aggregate: undefined, record: undefined };

/** Everything that a launch is decided on, in one round of reads. */
const readGround = async (tenantId: string, projectId: string, request: LaunchRequest): Promise<LaunchState> => {
  const { product_action: action, product_id, product_data, pilot_wo_data: pilot } = request;
  const [project, formulation, known, product, codeHolder, routing] = await Promise.all([
    projects.load(tenantId, projectId),
    formulations.load(tenantId, projectId, keyOf(request.formulation_id)),
    settings.load(tenantId),
    action === "update" && product_id ? products.load(tenantId, product_id) : NOTHING,
    action === "create" && product_data ? products.loadCodeHolder(tenantId, product_data.product_code) : undefined,
    request.create_pilot_wo && pilot?.routing_id ? routings.load(tenantId, pilot.routing_id) : NOTHING,
  ]);
  const ground: LaunchGround = {
    project: project.record,
    formulation: formulation.record,
    settings: known.record?.settings ?? defaultSettings,
    product: product.record,
    codeHolder,
    routing: routing.record,
    taken: new Set(),
  };
  return { ground, project, formulation, product };
};

const READINGS = 5;

/**
 * Launches a project: one round of reads, one transaction over everything that becomes of it. When one of them has changed
 * in between, it is decided again on what is there now. So is a refusal, when the project has changed since it was read: the
 * reads of one round are not one moment, and what they found in the way may be this very project's launch by somebody else.
 * @throws Problem as `planLaunch` does, BUSY, OUTCOME_UNKNOWN
 */
export const launch = async (
  call: ChangeCall,
  projectId: string,
  request: LaunchRequest,
  start: LaunchStart,
): Promise<LaunchPlan> => {
  const { tenantId } = call.actor;
  const seen: { first?: ProjectRecord | undefined; newest?: ProjectRecord | undefined } = {};
  let taken: ReadonlySet<string> = new Set();
  for (let reading = 1; ; reading += 1)
    try {
      return await commit<LaunchState, LaunchPlan>({
        read: async () => {
          const state = await readGround(tenantId, projectId, request);
          seen.newest = state.ground.project;
          seen.first ??= seen.newest;
          return { state, commitId: state.project.aggregate?.event.id };
        },
        decide: async ({ ground }, _, last) => {
          taken = new Set([...taken, ...(last ? await takenBy(tenantId, last.change, last.refused) : [])]);
          return planLaunch({ ...ground, taken }, request, start, seen.first);
        },
        writes: (state, plan, commitId) => launchWrites({ ...call, commitId }, state, plan),
      });
    } catch (error) {
      if (!isRefusal(error) || reading === READINGS) throw error;
      const { record } = await projects.load(tenantId, projectId);
      if (record?.rev === seen.newest?.rev) throw error;
    }
};

/** Decides a launch and writes nothing; numbers that are taken and a newer formulation are looked for. @throws Problem as `launch` does */
export const rehearse = async (
  tenantId: string,
  projectId: string,
  request: LaunchRequest,
  start: LaunchStart,
): Promise<LaunchPlan> => {
  const [{ ground: read }, all] = await Promise.all([
    readGround(tenantId, projectId, request),
    formulations.list(tenantId, projectId),
  ]);
  const ground = { ...read, newer: newerThan(read.formulation?.formulation, all) };
  const taken = await takenBy(tenantId, planLaunch(ground, request, start), ["create_bom", "create_pilot_wo"]);
  return planLaunch({ ...ground, taken }, request, start);
};

/** Which of the numbers are taken that these steps of a plan would give, or give in their stead. */
const takenBy = async (
  tenantId: string,
  { bom, product, workOrder, before }: LaunchPlan,
  steps: readonly string[],
): Promise<Set<string>> => {
  const found = await Promise.all([
    steps.includes("create_bom") ? takenBoms(tenantId, bom.bom, product.record.product.product_code) : [],
    steps.includes("create_pilot_wo") && workOrder ? takenWorkOrders(tenantId, before.project.project_number) : [],
  ]);
  return new Set(found.flat());
};

/** The transaction, its steps named and in order as the document has them (AC-8). */
const launchWrites = (commit: Commit, state: LaunchState, plan: LaunchPlan): Write[] => {
  const { formulation, product, bom, workOrder, routing, project, payload } = plan;
  const facts = { handoff_id: payload.handoff_id };
  const [bomHead, ...bomItems] = boms.bomWrites(commit, bom, facts);
  const item = itemOf(commit.actor.tenantId, payload, commit.once);
  const sealed = { ...facts, digest: item.digest, record_digest: recordDigestOf(item), sealed: item.sk };
  const productStep = state.product.record ? "update_product" : "create_product";
  return [
    ...steps("lock_formulation", formulations.formulationWrites(commit, state.formulation, formulation, facts)),
    ...steps(productStep, products.productWrites(commit, state.product, product, state.ground.codeHolder, facts)),
    ...steps("create_bom", bomHead ? [bomHead] : []),
    ...steps("copy_bom_items", bomItems),
    ...steps("create_pilot_wo", workOrder ? workOrders.workOrderWrites(commit, workOrder, facts) : []),
    ...steps("link_routing", routing ? [routings.routingCheck(commit.actor.tenantId, routing)] : []),
    ...steps("launch_project", projects.projectWrites(commit, state.project, project, sealed)),
    ...steps("log_event", [insertionOf(item)]),
  ];
};

const steps = (step: LaunchStep, writes: readonly Write[]): Write[] => writes.map(({ action }) => ({ step, action }));
