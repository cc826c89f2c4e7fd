import { blocker, type Rules, warning } from "./finding.ts";

const must = "Every handoff document MUST contain these sections in order.";

/** What a spec is held against: Required Sections of the standard. */
export const specRules = {
  "spec.section.missing": blocker(must),
  "spec.section.empty": blocker(must),
  "spec.section.order": blocker(must),
  "spec.section.duplicate": warning(must),
  "spec.id.legacy": warning("Handoff ID patterns: H-<N>, H-<N><letter>, CLEANUP-<N>."),
  "spec.id.mismatch": warning("Each handoff gets its own directory: <handoff_id>_BUILDER_HANDOFF.md."),
  "spec.placeholder": warning("Include enough detail that the agent can execute without interpretation."),
  "spec.mission.package": warning("Mission: Include the package ID(s)."),
  "spec.constraints.numbering": warning("Critical Constraints: Numbered list."),
  "spec.constraints.contradicted": blocker("Critical Constraints: Always includes these non-negotiable rules."),
  "spec.constraint.staging": blocker("ALL work goes in Control_Plane_v2/_reboot/_staging/."),
  "spec.constraint.dtt": blocker("DTT: Design → Test → Then implement."),
  "spec.constraint.package": blocker("Package everything."),
  "spec.constraint.verification": blocker("End-to-end verification. All tests must pass."),
  "spec.constraint.hardcoding": blocker("No hardcoding."),
  "spec.constraint.replacement": blocker("No file replacement."),
  "spec.constraint.archive": blocker("Use deterministic archive creation for ALL archives."),
  "spec.constraint.results": blocker("Results file. When finished, write <handoff_id>_RESULTS.md."),
  "spec.constraint.regression": blocker("Full regression test. Run ALL staged package tests (not just yours)."),
  "spec.constraint.baseline": blocker("Baseline snapshot. Your results file must include a baseline snapshot."),
  "spec.steps.numbering": warning("Implementation Steps: Numbered, ordered steps."),
  "spec.plan.field": warning(
    "Package Plan: Package ID, layer, spec_id, framework_id, plane_id; assets list; dependencies.",
  ),
  "spec.plan.plane": warning('Currently all packages target plane_id: "hot".'),
  "spec.tests.few": blocker("Minimum test counts: 1-2 source files 10+, 3-5 source files 25+, 6+ source files 40+."),
  "spec.reference.table": warning("Existing Code to Reference: Table of files the agent should read."),
  "spec.verification.commands": warning("End-to-End Verification: Exact commands. Copy-pasteable."),
  "spec.files.table": warning("Files Summary: Table of every file created or modified."),
} satisfies Rules;
