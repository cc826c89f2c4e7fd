import type { Actor } from "../kernel/actor.ts";
import type { BomPeriod, BomRecord } from "./bom.ts";
import type { Formulation, FormulationChange, FormulationRecord } from "./formulation.ts";
import type { LaunchPayload } from "./launch-handoff.ts";
import type { ProductChange, ProductRecord } from "./product.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import type { RoutingRecord } from "./routing.ts";
import type { Settings } from "./settings.ts";
import type { WorkOrder } from "./work-order.ts";

/** All that a launch is decided on, as one round of readings gave it. */
export type LaunchGround = {
  project: ProjectRecord | undefined;
  formulation: FormulationRecord | undefined;
  /** One that is newer, where its user is to be told. */
  newer?: Formulation | undefined;
  settings: Settings;
  /** The product to be updated. */
  product: ProductRecord | undefined;
  /** Who has the code of the product to be created. */
  codeHolder: { product_id: string | null } | undefined;
  routing: RoutingRecord | undefined;
  /** The ids of BOMs and work orders whose numbers were found taken. Others may be too: the transaction alone finds out. */
  taken: ReadonlySet<string>;
};

/** Who launches, when, and the ids of what is made: the same however often the launch is decided again. */
export type LaunchStart = { by: Actor; now: Date; handoffId: string; productId: string };

/** Everything that one launch writes, in the document's order (AC-8). */
export type LaunchPlan = {
  formulation: FormulationChange;
  product: ProductChange;
  bom: BomRecord;
  period: BomPeriod;
  /** BOMs that were to go on for ever and now end the day before. */
  closed: readonly BomPeriod[];
  workOrder: WorkOrder | undefined;
  routing: RoutingRecord | undefined;
  project: ProjectChange;
  /** What the validation found that does not block. */
  warnings: readonly string[];
  /** The project as it was. */
  before: ProjectRecord;
  payload: LaunchPayload;
};
