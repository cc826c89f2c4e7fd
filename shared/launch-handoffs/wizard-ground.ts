import type { BomPeriod, BomRecord } from "./bom.ts";
import type { SavedDraft } from "./draft.ts";
import type { FormulationRecord } from "./formulation.ts";
import type { LaunchHandoff } from "./launch-handoff.ts";
import type { ProductRecord } from "./product.ts";
import type { Routing } from "./routing.ts";
import type { Evidence } from "./validation-check.ts";
import type { Choice } from "./wizard-choice.ts";

/** All that the wizard shows something of, as it was read. */
export type WizardGround = {
  evidence: Evidence;
  formulation: FormulationRecord | undefined;
  /** Whether a formulation was chosen that is not there. */
  isGone: boolean;
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
