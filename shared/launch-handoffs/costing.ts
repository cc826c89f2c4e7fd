import * as z from "zod/mini";
import type { Actor, Role } from "../kernel/actor.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { decimal, signedDecimal } from "../kernel/decimal.ts";
import { Instant } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { isSameId, Person, RecordId } from "./record-id.ts";

const Cost = decimal(15, 4);
const Variance = signedDecimal(9, 4);
const CostingStatus = z.enum(["draft", "submitted", "approved", "rejected"]);

/** What a formulation costs; without a formulation, what the project does. Money stays in the form it was sent in. */
export const Costing = z.object({
  id: z.optional(RecordId),
  formulation_id: z._default(z.nullable(RecordId), null),
  target_cost: Cost,
  estimated_cost: Cost,
  actual_cost: z._default(z.nullable(Cost), null),
  variance_pct: z._default(z.nullable(Variance), null),
  status: CostingStatus,
  approved_by: z._default(z.nullable(Person), null),
  approved_at: z._default(z.nullable(Instant), null),
});
export type Costing = z.infer<typeof Costing>;

const MOST_ROWS = 500;

export const CostingsInput = z
  .array(
    z.strictObject({
      id: z.optional(RecordId),
      formulation_id: z.nullish(RecordId),
      target_cost: Cost,
      estimated_cost: Cost,
      actual_cost: z.nullish(Cost),
      variance_pct: z.nullish(Variance),
      status: CostingStatus,
      approved_by: z.nullish(Person),
      approved_at: z.nullish(Instant),
    }),
  )
  .check(z.maxLength(MOST_ROWS));
export type CostingsInput = z.infer<typeof CostingsInput>;

export const Costings = z.array(Costing);

const APPROVERS: readonly Role[] = ["owner", "admin", "finance"];

/**
 * The costing as it is kept. Anyone may send what is decided as it was; only Finance decides (AC-2).
 * @throws Problem FORBIDDEN
 */
export const costingsOf = (before: readonly Costing[], input: CostingsInput, by: Actor): Costing[] => {
  const costing = input.map(costingOf);
  if (!APPROVERS.some((role) => by.roles.includes(role))) assertDecided(before, costing);
  return costing;
};

const costingOf = ({ id, ...row }: CostingsInput[number]): Costing => ({
  ...(id !== undefined && { id }),
  formulation_id: row.formulation_id ?? null,
  target_cost: row.target_cost,
  estimated_cost: row.estimated_cost,
  actual_cost: row.actual_cost ?? null,
  variance_pct: row.variance_pct ?? null,
  status: row.status,
  approved_by: row.approved_by ?? null,
  approved_at: row.approved_at ?? null,
});

/** Every approved row is one that Finance approved just so, and whatever Finance has decided on is still there. */
const assertDecided = (before: readonly Costing[], after: readonly Costing[]): void => {
  const [known, kept] = [before, after].map((rows) => new Set(rows.map(canonicalText)));
  const at = after.findIndex((row) => row.status === "approved" && !known?.has(canonicalText(row)));
  if (at >= 0) throw financeOnly(`/${at}/status`, "Send it as submitted.");
  const lost = before.find((row) => DECIDED.has(row.status) && !kept?.has(canonicalText(row)));
  if (lost) throw financeOnly(pointerTo(lost, after), `Send the ${lost.status} costing as it was.`);
};

const DECIDED: ReadonlySet<Costing["status"]> = new Set(["approved", "rejected"]);

const pointerTo = ({ id }: Costing, rows: readonly Costing[]): string => {
  const at = id === undefined ? -1 : rows.findIndex((row) => row.id !== undefined && isSameId(row.id, id));
  return at < 0 ? "" : `/${at}/status`;
};

const financeOnly = (pointer: string, advice: string): Problem => {
  const detail = "Finance approval required: only the roles owner, admin and finance approve costing";
  return new Problem("FORBIDDEN", `${detail}. ${advice}`, [{ pointer, detail }]);
};
