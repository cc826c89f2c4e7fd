import type { Rules } from "./finding.ts";

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
  "results.section.missing": { severity: "blocker", says: required },
  "results.section.empty": { severity: "blocker", says: required },
  "results.section.duplicate": { severity: "warning", says: template },
  "results.template.missing": { severity: "warning", says: template },
  "results.template.empty": { severity: "warning", says: template },
  "results.template.field": { severity: "warning", says: template },
  "results.title.missing": { severity: "warning", says: "# Results: <Handoff Title>" },
  "results.id.legacy": { severity: "warning", says: "Handoff ID patterns: H-<N>, H-<N><letter>, CLEANUP-<N>." },
  "results.id.mismatch": { severity: "warning", says: "RESULTS file location matches naming convention." },
  "results.status.missing": { severity: "warning", says: "## Status: PASS | FAIL | PARTIAL" },
  "results.status.wording": { severity: "warning", says: "## Status: PASS | FAIL | PARTIAL" },
  "results.status.unreadable": { severity: "blocker", says: "## Status: PASS | FAIL | PARTIAL" },
  "results.status.conflict": { severity: "blocker", says: "## Status: PASS | FAIL | PARTIAL" },
  "results.status.fail": { severity: "blocker", says: "End-to-end verification. All tests must pass." },
  "results.status.partial": { severity: "blocker", says: "End-to-end verification. All tests must pass." },
  "results.hash.missing": { severity: "blocker", says: "SHA256 hashes enable spot-checking without extraction." },
  "results.hash.placeholder": { severity: "blocker", says: hash },
  "results.hash.bare": { severity: "blocker", says: hash },
  "results.hash.truncated": { severity: "blocker", says: hash },
  "results.hash.length": { severity: "blocker", says: hash },
  "results.hash.case": { severity: "blocker", says: hash },
  "results.hash.lookalike": { severity: "blocker", says: hash },
  "results.hash.digit": { severity: "blocker", says: hash },
  "results.hash.algorithm": { severity: "blocker", says: hash },
  "results.hash.conflict": { severity: "blocker", says: "SHA256 hashes enable spot-checking without extraction." },
  "results.hash.pair": {
    severity: "warning",
    says: "Files Modified: path/to/existing.py (SHA256 before: xxx, after: yyy).",
  },
  "results.files.unlisted": { severity: "blocker", says: "Files Created: path/to/file (SHA256: …)." },
  "results.counts.wording": { severity: "warning", says: counts },
  "results.tests.count": { severity: "blocker", says: counts },
  "results.tests.number": { severity: "blocker", says: counts },
  "results.tests.arithmetic": { severity: "blocker", says: counts },
  "results.tests.conflict": { severity: "blocker", says: counts },
  "results.tests.none": { severity: "blocker", says: counts },
  "results.tests.planned": {
    severity: "blocker",
    says: "Test Plan: List every test method. Test counts confirm coverage.",
  },
  "results.tests.failed": { severity: "blocker", says: "End-to-end verification. All tests must pass." },
  "results.regression.count": { severity: "blocker", says: regression },
  "results.regression.number": { severity: "blocker", says: regression },
  "results.regression.arithmetic": { severity: "blocker", says: regression },
  "results.regression.conflict": { severity: "blocker", says: regression },
  "results.regression.none": { severity: "blocker", says: regression },
  "results.regression.command": { severity: "blocker", says: regression },
  "results.regression.partial": { severity: "blocker", says: regression },
  "results.regression.unstated": {
    severity: "blocker",
    says: "Report: explicitly state whether any NEW failures were introduced.",
  },
  "results.regression.new_failures": { severity: "blocker", says: noNewFailures },
  "results.baseline.count": { severity: "blocker", says: snapshot },
  "results.baseline.number": { severity: "blocker", says: snapshot },
  "results.baseline.conflict": { severity: "blocker", says: snapshot },
  "results.baseline.differs": {
    severity: "blocker",
    says: "Baseline Snapshot: Total tests: across ALL staged packages.",
  },
  "results.cleanroom.count": { severity: "blocker", says: cleanRoom },
  "results.cleanroom.number": { severity: "blocker", says: cleanRoom },
  "results.cleanroom.conflict": { severity: "blocker", says: cleanRoom },
  "results.cleanroom.arithmetic": { severity: "blocker", says: cleanRoom },
  "results.cleanroom.order": { severity: "blocker", says: cleanRoom },
  "results.cleanroom.tests": { severity: "blocker", says: cleanRoom },
} as const satisfies Rules;
export type ResultsRule = keyof typeof resultsRules;
