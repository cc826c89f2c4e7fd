import { blocker, type Rules, warning } from "./finding.ts";

const compare = "No new test failures introduced (compare against previous baseline).";
const diff = "Agent N+1 started from Agent N's baseline. Did anything regress?";

/** What the results of one handoff are held against in those of its predecessor. */
export const baselineRules = {
  "baseline.new_failures": blocker(compare),
  "baseline.shrinks": blocker(diff),
  "baseline.predecessor.unknown": blocker(compare),
  "baseline.predecessor.unvalidated": blocker(compare),
  "baseline.predecessor.older": blocker(diff),
  "baseline.predecessor.contradicted": blocker(diff),
  "baseline.predecessor.cycle": blocker(diff),
  "baseline.predecessor.none": warning(compare),
  "baseline.predecessor.shared": warning(diff),
} satisfies Rules;
