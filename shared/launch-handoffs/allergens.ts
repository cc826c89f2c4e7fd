import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { RecordId } from "./record-id.ts";

const Names = z.array(text(100)).check(z.maxLength(100));

/** What a formulation contains, or may contain traces of. */
export const Allergens = z.strictObject({
  formulation_id: RecordId,
  contains: z._default(Names, []),
  may_contain: z._default(Names, []),
});
export type Allergens = z.infer<typeof Allergens>;
