import * as z from "zod/mini";
import type { Comparison } from "./baseline.ts";
import { Finding } from "./finding.ts";
import { judgePlanned } from "./planned-tests.ts";
import type { Results } from "./results.ts";
import type { ResultsSection } from "./results-section.ts";
import type { Spec } from "./spec.ts";
import type { Submission } from "./submission.ts";

type Item = {
  says: string;
  /** A section of the results that the item is about. */
  needs?: ResultsSection;
  /** The blockers that fail the item. */
  rules: readonly RegExp[];
};

/** The Reviewer Checklist, item by item, then what the constraints ask for besides. Every blocker fails one item. */
const items = {
  results_file: { says: "RESULTS file exists at <handoff_id>/<handoff_id>_RESULTS.md", rules: [] },
  required_sections: {
    says: "RESULTS file has ALL required sections: Files Created, Test Results, Full Regression, Clean-Room Verification, Baseline Snapshot",
    rules: [/^results\.section\./],
  },
  clean_room: {
    says: "Clean-Room Verification section shows: package count, install order, all tests PASS",
    needs: "Clean-Room Verification",
    rules: [/^results\.cleanroom\./],
  },
  baseline_snapshot: {
    says: "Baseline Snapshot section shows: package count, total test count",
    needs: "Baseline Snapshot",
    rules: [/^results\.baseline\./],
  },
  full_regression: {
    says: "Full regression test was run (ALL staged packages, not just this one)",
    needs: "Full Regression Test",
    rules: [/^results\.regression\.(?:count|number|arithmetic|conflict|none|command|partial)$/],
  },
  no_new_failures: {
    says: "No new test failures introduced (compare against previous baseline)",
    needs: "Full Regression Test",
    rules: [/^results\.regression\.(?:unstated|new_failures)$/, /^baseline\./],
  },
  hashes: {
    says: "Manifest hashes use sha256:<64hex> format (not bare hex)",
    needs: "Files Created",
    rules: [/^results\.(?:hash|files)\./],
  },
  results_location: {
    says: "RESULTS file location matches naming convention (<handoff_id>_RESULTS.md in handoff directory)",
    rules: [],
  },
  package_tests: {
    says: "All tests must pass (Critical Constraint 4): this package's tests are counted and none fails, the status is PASS",
    needs: "Test Results",
    rules: [/^results\.(?:tests|status)\./],
  },
  spec: {
    says: "The handoff document contains its required sections in order, and the non-negotiable rules",
    rules: [/^spec\./],
  },
} satisfies Record<string, Item>;
export const checklistItems: Readonly<Record<string, Item>> = items;

export const ChecklistItem = z.object({
  item: z.string(),
  says: z.string(),
  passed: z.boolean(),
  findings: z.array(Finding),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** What the checklist is computed from. */
export type Evidence =
  | { spec: Submission; results: Submission; comparison: Comparison }
  | { spec: Submission; results: undefined; comparison: undefined };

/** The checklist as it stands. Without results only the spec can pass. */
export const checklistOf = ({ spec, results, comparison }: Evidence): ChecklistItem[] => {
  const planned = results ? judgePlanned((spec.parsed as Spec).plan, (results.parsed as Results).tests) : [];
  const found = [...spec.findings, ...(results?.findings ?? []), ...planned, ...(comparison?.findings ?? [])];
  const blockers = found.filter(({ severity }) => severity === "blocker");
  return Object.entries(checklistItems).map(([item, { says, needs, rules }]) => {
    const findings = blockers.filter(({ rule }) => rules.some((pattern) => pattern.test(rule)));
    const isThere = item === "spec" || (results !== undefined && shows(results, needs));
    return { item, says, passed: isThere && findings.length === 0, findings };
  });
};

/** A section that is not there passes nothing; the finding about it stands with the required sections. */
const shows = ({ parsed }: Submission, section: ResultsSection | undefined): boolean =>
  section === undefined || (parsed as Results).sections.includes(section);
