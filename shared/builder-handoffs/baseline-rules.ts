import type { Rules } from "./finding.ts";

const compare = "No new test failures introduced (compare against previous baseline).";
const diff = "Agent N+1 started from Agent N's baseline. Did anything regress?";

/** What the results of one handoff are held against in those of its predecessor. */
export const baselineRules = {
  "baseline.new_failures": { severity: "blocker", says: compare },
  "baseline.shrinks": { severity: "blocker", says: diff },
  "baseline.predecessor.unknown": { severity: "blocker", says: compare },
  "baseline.predecessor.unvalidated": { severity: "blocker", says: compare },
  "baseline.predecessor.older": { severity: "blocker", says: diff },
  "baseline.predecessor.contradicted": { severity: "blocker", says: diff },
  "baseline.predecessor.cycle": { severity: "blocker", says: diff },
  "baseline.predecessor.none": { severity: "warning", says: compare },
  "baseline.predecessor.shared": { severity: "warning", says: diff },
} as const satisfies Rules;
