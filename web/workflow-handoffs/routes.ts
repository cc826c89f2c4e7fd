import { type Answer, route } from "../api/route.ts";

export const listHandoffs =
  route<typeof import("../../functions/workflow-handoffs/list-workflow-handoffs.ts")>("GET /api/workflow-handoffs");
export const getHandoff = route<typeof import("../../functions/workflow-handoffs/get-workflow-handoff.ts")>(
  "GET /api/workflow-handoffs/{handoffId}",
);
export const getChain = route<typeof import("../../functions/workflow-handoffs/get-workflow-chain.ts")>(
  "GET /api/workflow-handoffs/{handoffId}/chain",
);
export const checkHandoff = route<typeof import("../../functions/workflow-handoffs/check-workflow-handoff.ts")>(
  "POST /api/workflow-handoffs/check",
);
export const suggestHandoff = route<typeof import("../../functions/workflow-handoffs/suggest-workflow-handoff.ts")>(
  "POST /api/workflow-handoffs/suggest",
);
export const submitHandoff =
  route<typeof import("../../functions/workflow-handoffs/submit-workflow-handoff.ts")>("POST /api/workflow-handoffs");
export const receiveHandoff = route<typeof import("../../functions/workflow-handoffs/receive-workflow-handoff.ts")>(
  "POST /api/workflow-handoffs/{handoffId}/acceptance",
);
export const withdrawHandoff = route<typeof import("../../functions/workflow-handoffs/withdraw-workflow-handoff.ts")>(
  "POST /api/workflow-handoffs/{handoffId}/withdrawal",
);
export const decideApproval = route<typeof import("../../functions/workflow-handoffs/decide-workflow-approval.ts")>(
  "POST /api/workflow-handoffs/{handoffId}/approvals",
);
export const applyApproval = route<typeof import("../../functions/workflow-handoffs/use-workflow-approval.ts")>(
  "POST /api/workflow-handoffs/{handoffId}/approvals/{approvalId}/use",
);

/** A handoff as its page reads it. */
export type Handoff = Answer<NonNullable<typeof getHandoff.lambda>>;
