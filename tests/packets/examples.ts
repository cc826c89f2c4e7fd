/** The document's own examples, section 6 and 7. */
export const examples = {
  planning: {
    phase: "planning",
    agent_id: "IN1",
    agent_name: "Product Architect",
    agent_type: "architect",
    output_summary: "Feature broken into tasks: API route, DB migration, UI component. Estimated 2-3 sub-agent cycles.",
    status: "completed",
    output_artifacts: [{ type: "spec", path: "specs/feature-plan.md", action: "created" }],
    output_decisions: [{ decision: "Split into 3 sub-tasks", rationale: "Each is independently testable" }],
  },
  design_review: {
    phase: "design_review",
    agent_id: "IN1",
    agent_name: "Product Architect",
    agent_type: "architect",
    output_summary: "Spec written with 12 acceptance criteria...",
    status: "completed",
    started_at: "2026-02-24T03:00:00Z",
    completed_at: "2026-02-24T03:15:00Z",
    cost_usd: 0.12,
    cost_tokens_in: 8500,
    cost_tokens_out: 3200,
    output_artifacts: [
      { type: "spec", path: "specs/my-feature.md", action: "created", description: "Feature specification" },
    ],
    output_decisions: [
      { decision: "Use API route over direct DB write", rationale: "Better validation and consistency" },
    ],
    activity_log: [
      { timestamp: "2026-02-24T03:00:00Z", event: "phase_started", detail: "IN1 began spec work" },
      { timestamp: "2026-02-24T03:15:00Z", event: "phase_completed", detail: "Spec written and saved" },
    ],
  },
  in_progress: {
    phase: "in_progress",
    agent_id: "IN2",
    agent_name: "Builder Agent",
    agent_type: "builder",
    output_summary: "POST route implemented with validation, auto-enrichment, tests passing.",
    status: "completed",
    duration_ms: 180000,
    cost_usd: 0.35,
    output_artifacts: [
      { type: "file", path: "dashboard/src/app/api/features/[id]/handoff-packets/route.ts", action: "modified" },
    ],
  },
  qa_review: {
    phase: "qa_review",
    agent_id: "IN6",
    agent_name: "QA Agent",
    agent_type: "qa",
    output_summary: "All 12 acceptance criteria verified. Build passes. No regressions.",
    status: "completed",
    output_metrics: { criteria_passed: 12, criteria_total: 12, build_status: "pass", type_check: "pass" },
  },
};
