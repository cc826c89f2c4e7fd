import type { Rules } from "./finding.ts";

const must = "Every handoff document MUST contain these sections in order.";

/** What a spec is held against: Required Sections of the standard. */
export const specRules = {
  "spec.section.missing": { severity: "blocker", says: must },
  "spec.section.empty": { severity: "blocker", says: must },
  "spec.section.order": { severity: "blocker", says: must },
  "spec.section.duplicate": { severity: "warning", says: must },
  "spec.id.legacy": { severity: "warning", says: "Handoff ID patterns: H-<N>, H-<N><letter>, CLEANUP-<N>." },
  "spec.id.mismatch": {
    severity: "warning",
    says: "Each handoff gets its own directory: <handoff_id>_BUILDER_HANDOFF.md.",
  },
  "spec.placeholder": {
    severity: "warning",
    says: "Include enough detail that the agent can execute without interpretation.",
  },
  "spec.mission.package": { severity: "warning", says: "Mission: Include the package ID(s)." },
  "spec.constraints.numbering": { severity: "warning", says: "Critical Constraints: Numbered list." },
  "spec.constraints.contradicted": {
    severity: "blocker",
    says: "Critical Constraints: Always includes these non-negotiable rules.",
  },
  "spec.constraint.staging": { severity: "blocker", says: "ALL work goes in Control_Plane_v2/_reboot/_staging/." },
  "spec.constraint.dtt": { severity: "blocker", says: "DTT: Design → Test → Then implement." },
  "spec.constraint.package": { severity: "blocker", says: "Package everything." },
  "spec.constraint.verification": { severity: "blocker", says: "End-to-end verification. All tests must pass." },
  "spec.constraint.hardcoding": { severity: "blocker", says: "No hardcoding." },
  "spec.constraint.replacement": { severity: "blocker", says: "No file replacement." },
  "spec.constraint.archive": { severity: "blocker", says: "Use deterministic archive creation for ALL archives." },
  "spec.constraint.results": {
    severity: "blocker",
    says: "Results file. When finished, write <handoff_id>_RESULTS.md.",
  },
  "spec.constraint.regression": {
    severity: "blocker",
    says: "Full regression test. Run ALL staged package tests (not just yours).",
  },
  "spec.constraint.baseline": {
    severity: "blocker",
    says: "Baseline snapshot. Your results file must include a baseline snapshot.",
  },
  "spec.steps.numbering": { severity: "warning", says: "Implementation Steps: Numbered, ordered steps." },
  "spec.plan.field": {
    severity: "warning",
    says: "Package Plan: Package ID, layer, spec_id, framework_id, plane_id; assets list; dependencies.",
  },
  "spec.plan.plane": { severity: "warning", says: 'Currently all packages target plane_id: "hot".' },
  "spec.tests.few": {
    severity: "blocker",
    says: "Minimum test counts: 1-2 source files 10+, 3-5 source files 25+, 6+ source files 40+.",
  },
  "spec.reference.table": {
    severity: "warning",
    says: "Existing Code to Reference: Table of files the agent should read.",
  },
  "spec.verification.commands": {
    severity: "warning",
    says: "End-to-End Verification: Exact commands. Copy-pasteable.",
  },
  "spec.files.table": { severity: "warning", says: "Files Summary: Table of every file created or modified." },
} as const satisfies Rules;
