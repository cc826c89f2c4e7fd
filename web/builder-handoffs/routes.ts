import { type Answer, route } from "../api/route.ts";

export const listBuilderHandoffs =
  route<typeof import("../../functions/builder-handoffs/list-builder-handoffs.ts")>("GET /api/builder-handoffs");
export const getBuilderHandoff = route<typeof import("../../functions/builder-handoffs/get-builder-handoff.ts")>(
  "GET /api/builder-handoffs/{handoffId}",
);
export const getSpec = route<typeof import("../../functions/builder-handoffs/get-spec.ts")>(
  "GET /api/builder-handoffs/{handoffId}/spec",
);
export const getResults = route<typeof import("../../functions/builder-handoffs/get-results.ts")>(
  "GET /api/builder-handoffs/{handoffId}/results",
);
export const getChecklist = route<typeof import("../../functions/builder-handoffs/get-checklist.ts")>(
  "GET /api/builder-handoffs/{handoffId}/checklist",
);
export const getBaseline = route<typeof import("../../functions/builder-handoffs/get-baseline.ts")>(
  "GET /api/builder-handoffs/{handoffId}/baseline",
);
export const getReview = route<typeof import("../../functions/builder-handoffs/get-review.ts")>(
  "GET /api/builder-handoffs/{handoffId}/review",
);
export const getAnswers = route<typeof import("../../functions/builder-handoffs/get-answers.ts")>(
  "GET /api/builder-handoffs/{handoffId}/answers",
);
export const getStatement = route<typeof import("../../functions/builder-handoffs/get-statement.ts")>(
  "GET /api/builder-handoffs/{handoffId}/statement",
);
export const renderPrompt = route<typeof import("../../functions/builder-handoffs/render-prompt.ts")>(
  "GET /api/builder-handoffs/{handoffId}/prompt",
);
export const answerQuestions = route<typeof import("../../functions/builder-handoffs/answer-questions.ts")>(
  "POST /api/builder-handoffs/{handoffId}/answers",
);
export const reviewHandoff = route<typeof import("../../functions/builder-handoffs/review-handoff.ts")>(
  "POST /api/builder-handoffs/{handoffId}/review",
);
export const releaseBuilder = route<typeof import("../../functions/builder-handoffs/release-builder.ts")>(
  "POST /api/builder-handoffs/{handoffId}/release",
);
export const listWaves =
  route<typeof import("../../functions/builder-handoffs/list-waves.ts")>("GET /api/builder-waves");
export const getWave = route<typeof import("../../functions/builder-handoffs/get-wave.ts")>(
  "GET /api/builder-waves/{waveId}",
);
export const putWave = route<typeof import("../../functions/builder-handoffs/put-wave.ts")>(
  "PUT /api/builder-waves/{waveId}",
);
export const closeWave = route<typeof import("../../functions/builder-handoffs/close-wave.ts")>(
  "POST /api/builder-waves/{waveId}/close",
);
export const listPromptContracts = route<typeof import("../../functions/builder-handoffs/list-prompt-contracts.ts")>(
  "GET /api/builder-prompt-contracts",
);
export const getPromptContract = route<typeof import("../../functions/builder-handoffs/get-prompt-contract.ts")>(
  "GET /api/builder-prompt-contracts/{version}",
);
export const putPromptContract = route<typeof import("../../functions/builder-handoffs/put-prompt-contract.ts")>(
  "PUT /api/builder-prompt-contracts/{version}",
);

/** A handoff as its page reads it. */
export type BuilderHandoff = Answer<NonNullable<typeof getBuilderHandoff.lambda>>;
