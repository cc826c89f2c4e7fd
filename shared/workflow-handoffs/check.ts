import * as z from "zod/mini";
import { BlockFields } from "./block.ts";
import { Finding } from "./finding.ts";

/** What the rules have against a block, and the block as it was read, canonically. */
export const Check = z.object({
  verdict: z.enum(["pass", "fail"]),
  findings: z.array(Finding),
  fields: BlockFields,
  markdown: z.string(),
});
export type Check = z.infer<typeof Check>;
