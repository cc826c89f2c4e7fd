import * as z from "zod/mini";
import { Instant, text } from "../kernel/field.ts";
import { Gate } from "./project.ts";
import { isSameId, mismatch, Person, RecordId } from "./record-id.ts";

/** One thing to be done before a gate is passed. */
export const GateItem = z.object({
  id: z.optional(RecordId),
  gate: Gate,
  item_description: z.string(),
  is_required: z.boolean(),
  is_completed: z.boolean(),
  completed_by: z._default(z.nullable(Person), null),
  completed_at: z._default(z.nullable(Instant), null),
  notes: z._default(z.nullable(z.string()), null),
});
export type GateItem = z.infer<typeof GateItem>;

const completion = {
  is_completed: z.boolean(),
  completed_by: z.nullish(Person),
  completed_at: z.nullish(Instant),
  notes: z.nullish(text(2_000)),
};

const ItemInput = z.strictObject({
  id: z.optional(RecordId),
  gate: Gate,
  item_description: text(500),
  is_required: z._default(z.boolean(), true),
  ...completion,
  is_completed: z._default(z.boolean(), false),
});
type ItemInput = z.infer<typeof ItemInput>;

/** The other dialect: what became of an item that a template names. */
const Completion = z.strictObject({ checklist_id: RecordId, ...completion });
type Completion = z.infer<typeof Completion>;

const MOST_ITEMS = 500;
const list = <T extends z.ZodMiniType>(each: T) => z.array(each).check(z.maxLength(MOST_ITEMS));

/**
 * A checklist as two kinds of upstream systems send it: items with their completion; or completions of items that a template
 * names, which comes along as `template` or was put before.
 */
export const GateChecklistInput = z.union([
  list(ItemInput),
  list(Completion),
  z.strictObject({ template: list(ItemInput), completions: list(Completion) }),
]);
export type GateChecklistInput = z.infer<typeof GateChecklistInput>;

export const GateChecklist = z.array(GateItem);

/**
 * The checklist as it is kept; a list of completions completes the one that is there.
 * @throws Problem INVALID_REQUEST for a completion of what no template names
 */
export const checklistOf = (before: readonly GateItem[], input: GateChecklistInput): readonly GateItem[] => {
  if (!Array.isArray(input)) return complete(input.template.map(itemOf), input.completions, "/completions");
  if (isCompletions(input)) return complete(before, input, "");
  return input.map(itemOf);
};

const isCompletions = (input: readonly (ItemInput | Completion)[]): input is Completion[] =>
  input.some((each) => "checklist_id" in each);

const itemOf = ({ id, completed_by = null, completed_at = null, notes = null, ...item }: ItemInput): GateItem => ({
  ...(id !== undefined && { id }),
  ...item,
  completed_by,
  completed_at,
  notes,
});

const complete = (
  items: readonly GateItem[],
  completions: readonly Completion[],
  pointer: string,
): readonly GateItem[] => {
  for (const [at, { checklist_id }] of completions.entries())
    if (!items.some(({ id }) => id !== undefined && isSameId(id, checklist_id)))
      throw mismatch(`${pointer}/${at}/checklist_id`, "No item of the checklist has this id");
  return items.map((item) => {
    const { id } = item;
    const done = id === undefined ? undefined : completions.findLast((each) => isSameId(each.checklist_id, id));
    if (!done) return item;
    const { is_completed, completed_by = null, completed_at = null, notes = item.notes } = done;
    return { ...item, is_completed, completed_by, completed_at, notes };
  });
};
