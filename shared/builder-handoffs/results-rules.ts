import { blocker, type Rules, warning } from "./finding.ts";

const required =
  "RESULTS file has ALL required sections: Files Created, Test Results, Full Regression, Clean-Room Verification, Baseline Snapshot.";
const template = "Every handoff agent MUST write a results file when finished. Required content: the template.";
const hash = "Manifest hashes use sha256:<64hex> format (not bare hex).";
const counts = "Test counts confirm coverage. Total, Passed, Failed, Skipped: N.";
const regression = "Full regression test was run (ALL staged packages, not just this one).";
const noNewFailures = "No new test failures introduced (compare against previous baseline).";
const cleanRoom = "Clean-Room Verification section shows: package count, install order, all tests PASS.";
const snapshot = "Baseline Snapshot section shows: package count, total test count.";

/** What a results file is held against: Results File and Reviewer Checklist of the standard. */
export const resultsRules = {
  "results.section.missing": blocker(required),
  "results.section.empty": blocker(required),
  "results.section.duplicate": warning(template),
  "results.template.missing": warning(template),
  "results.template.empty": warning(template),
  "results.template.field": warning(template),
  "results.title.missing": warning("# Results: <Handoff Title>"),
  "results.id.legacy": warning("Handoff ID patterns: H-<N>, H-<N><letter>, CLEANUP-<N>."),
  "results.id.mismatch": warning("RESULTS file location matches naming convention."),
  "results.status.missing": warning("## Status: PASS | FAIL | PARTIAL"),
  "results.status.wording": warning("## Status: PASS | FAIL | PARTIAL"),
  "results.status.unreadable": blocker("## Status: PASS | FAIL | PARTIAL"),
  "results.status.conflict": blocker("## Status: PASS | FAIL | PARTIAL"),
  "results.status.fail": blocker("End-to-end verification. All tests must pass."),
  "results.status.partial": blocker("End-to-end verification. All tests must pass."),
  "results.hash.missing": blocker("SHA256 hashes enable spot-checking without extraction."),
  "results.hash.placeholder": blocker(hash),
  "results.hash.bare": blocker(hash),
  "results.hash.truncated": blocker(hash),
  "results.hash.length": blocker(hash),
  "results.hash.case": blocker(hash),
  "results.hash.lookalike": blocker(hash),
  "results.hash.digit": blocker(hash),
  "results.hash.algorithm": blocker(hash),
  "results.hash.conflict": blocker("SHA256 hashes enable spot-checking without extraction."),
  "results.hash.pair": warning("Files Modified: path/to/existing.py (SHA256 before: xxx, after: yyy)."),
  "results.files.unlisted": blocker("Files Created: path/to/file (SHA256: …)."),
  "results.counts.wording": warning(counts),
  "results.tests.count": blocker(counts),
  "results.tests.number": blocker(counts),
  "results.tests.arithmetic": blocker(counts),
  "results.tests.conflict": blocker(counts),
  "results.tests.none": blocker(counts),
  "results.tests.planned": blocker("Test Plan: List every test method. Test counts confirm coverage."),
  "results.tests.failed": blocker("End-to-end verification. All tests must pass."),
  "results.regression.count": blocker(regression),
  "results.regression.number": blocker(regression),
  "results.regression.arithmetic": blocker(regression),
  "results.regression.conflict": blocker(regression),
  "results.regression.none": blocker(regression),
  "results.regression.command": blocker(regression),
  "results.regression.partial": blocker(regression),
  "results.regression.unstated": blocker("Report: explicitly state whether any NEW failures were introduced."),
  "results.regression.new_failures": blocker(noNewFailures),
  "results.baseline.count": blocker(snapshot),
  "results.baseline.number": blocker(snapshot),
  "results.baseline.conflict": blocker(snapshot),
  "results.baseline.differs": blocker("Baseline Snapshot: Total tests: across ALL staged packages."),
  "results.cleanroom.count": blocker(cleanRoom),
  "results.cleanroom.number": blocker(cleanRoom),
  "results.cleanroom.conflict": blocker(cleanRoom),
  "results.cleanroom.arithmetic": blocker(cleanRoom),
  "results.cleanroom.order": blocker(cleanRoom),
  "results.cleanroom.tests": blocker(cleanRoom),
} satisfies Rules;
export type ResultsRule = keyof typeof resultsRules;
