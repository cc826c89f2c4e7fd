import { route } from "../api/route.ts";

export const listRuns = route<typeof import("../../functions/run-handoffs/list-runs.ts")>("GET /api/n3/runs");
export const monitorRun = route<typeof import("../../functions/run-handoffs/monitor-run.ts")>(
  "GET /api/n3/runs/{runId}/monitor",
);
export const promoteRun = route<typeof import("../../functions/run-handoffs/promote-run.ts")>(
  "POST /api/n3/runs/{runId}/promote",
);
export const demoteRun = route<typeof import("../../functions/run-handoffs/demote-run.ts")>(
  "POST /api/n3/runs/{runId}/demote",
);
export const getReadiness = route<typeof import("../../functions/run-handoffs/get-readiness.ts")>(
  "GET /api/n3/runs/{runId}/readiness",
);
export const lockReadiness = route<typeof import("../../functions/run-handoffs/lock-readiness.ts")>(
  "POST /api/n3/runs/{runId}/readiness-lock",
);
export const unlockReadiness = route<typeof import("../../functions/run-handoffs/unlock-readiness.ts")>(
  "POST /api/n3/runs/{runId}/readiness-unlock",
);
export const evaluateEligibility = route<
  typeof import("../../functions/run-handoffs/evaluate-execution-eligibility.ts")
>("POST /api/n3/runs/{runId}/execution-eligibility");
export const getExecutionHandoff = route<typeof import("../../functions/run-handoffs/get-execution-handoff.ts")>(
  "GET /api/n3/runs/{runId}/execution-handoff",
);
export const createExecutionHandoff = route<typeof import("../../functions/run-handoffs/create-execution-handoff.ts")>(
  "POST /api/n3/runs/{runId}/execution-handoff",
);
