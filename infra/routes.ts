/**
 * The API on one screen: a Lambda exists because it is listed here, and may do only what its line says.
 *
 *   reads     one record by its partition              opens     one sealed handoff
 *   lists     records of a tenant, page by page        browses   the sealed handoffs of one record, page by page
 *   writes    a record, conditioned on its rev         seals     a new handoff, once
 *   checks    that a record is as it was read, in      removes   a handoff (one line, see docs/decisions)
 *             a transaction that writes others         sweeps    all records and handoffs, to hold them against the log
 *
 *   audits    the log of what happened                 verifies  with the public half of the stage's key
 *   appends   to that log (one line: its maker)        signs     for that log, with the stage's key
 *   indexes   the log: makes again what follows        names     the log, as those do who sign for it
 *             from its entries and is missing          archives  what was signed, where nobody can delete it
 *             (one line)                                         (one line)
 *
 *   hears     what changes in both tables, from
 *             their streams (one line)
 *   directs   people to whoever signs them in          notifies  those who subscribe to the stage's topic
 *             (one line)                                         (one line)
 */
type Method = "GET" | "POST" | "PUT" | "DELETE";
export type May =
  | "reads"
  | "lists"
  | "writes"
  | "checks"
  | "opens"
  | "browses"
  | "seals"
  | "removes"
  | "audits"
  | "appends"
  | "sweeps"
  | "verifies"
  | "signs"
  | "names"
  | "hears"
  | "archives"
  | "directs"
  | "indexes"
  | "notifies";
export type Route = readonly [route: `${Method} /${string}`, entry: string, ...may: May[]];
export type Listener = readonly [wokenBy: `WOKEN BY ${string}`, entry: string, ...may: May[]];

// prettier-ignore
export const routes: readonly Route[] = [
  ["GET /api/n3/runs", "run-handoffs/list-runs", "lists"],
  ["GET /api/n3/runs/{runId}", "run-handoffs/get-run", "reads"],
  ["PUT /api/n3/runs/{runId}", "run-handoffs/put-run", "reads", "writes"],
  ["GET /api/n3/runs/{runId}/monitor", "run-handoffs/monitor-run", "reads", "opens"],
  ["POST /api/n3/runs/{runId}/promote", "run-handoffs/promote-run", "reads", "writes"],
  ["POST /api/n3/runs/{runId}/demote", "run-handoffs/demote-run", "reads", "writes"],
  ["GET /api/n3/runs/{runId}/readiness", "run-handoffs/get-readiness", "reads"],
  ["PUT /api/n3/runs/{runId}/readiness", "run-handoffs/put-readiness", "reads", "writes"],
  ["GET /api/n3/runs/{runId}/readiness-lock", "run-handoffs/get-readiness-lock", "reads"],
  ["POST /api/n3/runs/{runId}/readiness-lock", "run-handoffs/lock-readiness", "reads", "writes"],
  ["POST /api/n3/runs/{runId}/readiness-unlock", "run-handoffs/unlock-readiness", "reads", "writes"],
  ["GET /api/n3/runs/{runId}/execution-eligibility", "run-handoffs/get-execution-eligibility", "reads"],
  ["POST /api/n3/runs/{runId}/execution-eligibility", "run-handoffs/evaluate-execution-eligibility", "reads", "writes"],
  ["GET /api/n3/runs/{runId}/execution-handoff", "run-handoffs/get-execution-handoff", "opens"],
  ["POST /api/n3/runs/{runId}/execution-handoff", "run-handoffs/create-execution-handoff", "reads", "writes", "seals"],
  ["DELETE /api/n3/runs/{runId}/execution-handoff", "run-handoffs/delete-execution-handoff", "reads", "writes", "removes"],

  ["GET /api/npd/projects", "launch-handoffs/list-projects", "lists"],
  ["GET /api/npd/projects/{projectId}", "launch-handoffs/get-project", "reads"],
  ["PUT /api/npd/projects/{projectId}", "launch-handoffs/put-project", "reads", "writes"],
  ["GET /api/npd/projects/{projectId}/gate-checklist", "launch-handoffs/get-gate-checklist", "reads"],
  ["PUT /api/npd/projects/{projectId}/gate-checklist", "launch-handoffs/put-gate-checklist", "reads", "writes"],
  ["GET /api/npd/projects/{projectId}/costing", "launch-handoffs/get-costing", "reads"],
  ["PUT /api/npd/projects/{projectId}/costing", "launch-handoffs/put-costing", "reads", "writes"],
  ["GET /api/npd/projects/{projectId}/compliance-docs", "launch-handoffs/get-compliance-docs", "reads"],
  ["PUT /api/npd/projects/{projectId}/compliance-docs", "launch-handoffs/put-compliance-docs", "reads", "writes"],
  ["GET /api/npd/projects/{projectId}/allergens", "launch-handoffs/get-allergens", "reads"],
  ["PUT /api/npd/projects/{projectId}/allergens", "launch-handoffs/put-allergens", "reads", "writes"],
  ["GET /api/npd/projects/{projectId}/formulations", "launch-handoffs/list-formulations", "reads"],
  ["GET /api/npd/projects/{projectId}/formulations/{formulationId}", "launch-handoffs/get-formulation", "reads"],
  ["PUT /api/npd/projects/{projectId}/formulations/{formulationId}", "launch-handoffs/put-formulation", "reads", "writes", "checks"],
  ["POST /api/npd/projects/{projectId}/formulations/{formulationId}/lock", "launch-handoffs/lock-formulation", "reads", "writes", "checks"],
  ["GET /api/npd/projects/{projectId}/handoff", "launch-handoffs/get-handoff", "reads", "lists", "opens"],
  ["PUT /api/npd/projects/{projectId}/handoff", "launch-handoffs/put-handoff-draft", "reads", "writes", "checks"],
  ["GET /api/npd/projects/{projectId}/handoff/validate", "launch-handoffs/get-handoff-validation", "reads"],
  ["POST /api/npd/projects/{projectId}/handoff/validate", "launch-handoffs/validate-handoff", "reads"],
  ["POST /api/npd/projects/{projectId}/handoff/execute", "launch-handoffs/execute-handoff", "reads", "writes", "opens", "seals", "checks"],
  ["GET /api/npd/projects/{projectId}/handoff/events", "launch-handoffs/list-handoff-events", "reads", "opens"],
  ["GET /api/npd/projects/{projectId}/handoff/export", "launch-handoffs/export-handoff", "reads"],
  ["GET /api/notifications", "launch-handoffs/list-notifications", "reads"],
  ["GET /api/npd/settings", "launch-handoffs/get-settings", "reads"],
  ["PUT /api/npd/settings", "launch-handoffs/put-settings", "reads", "writes"],
  ["GET /api/products", "launch-handoffs/search-products", "lists"],
  ["GET /api/products/{productId}", "launch-handoffs/get-product", "reads"],
  ["PUT /api/products/{productId}", "launch-handoffs/put-product", "reads", "writes"],
  ["GET /api/products/{productId}/boms", "launch-handoffs/list-product-boms", "reads"],
  ["GET /api/boms/{bomId}", "launch-handoffs/get-bom", "reads"],
  ["GET /api/work-orders/{workOrderId}", "launch-handoffs/get-work-order", "reads"],
  ["GET /api/routings", "launch-handoffs/list-routings", "lists"],
  ["GET /api/routings/{routingId}", "launch-handoffs/get-routing", "reads"],
  ["PUT /api/routings/{routingId}", "launch-handoffs/put-routing", "reads", "writes"],

  ["GET /api/features", "packets/list-features", "lists"],
  ["GET /api/features/{featureId}", "packets/get-feature", "reads"],
  ["PUT /api/features/{featureId}", "packets/put-feature", "reads", "writes"],
  ["GET /api/features/{featureId}/handoff-packets", "packets/list-handoff-packets", "reads", "browses"],
  ["POST /api/features/{featureId}/handoff-packets", "packets/create-handoff-packet", "lists", "writes", "opens", "seals"],
  ["GET /api/features/{featureId}/handoff-packets/export", "packets/export-handoff-packets", "reads", "browses"],
  ["GET /api/features/{featureId}/handoff-packets/{packetId}", "packets/get-handoff-packet", "opens"],
  ["GET /api/features/{featureId}/handoff-packets/{packetId}/diff", "packets/diff-handoff-packet", "opens"],
  ["GET /api/features/{featureId}/handoff-summary", "packets/summarise-feature", "reads"],
  ["GET /api/epics/{epicId}/handoff-summary", "packets/summarise-epic", "lists"],
  ["GET /api/handoff-summary", "packets/summarise-tenant", "reads"],

  ["POST /api/builder-handoffs/check", "builder-handoffs/check-document"],
  ["GET /api/builder-handoffs", "builder-handoffs/list-builder-handoffs", "lists"],
  ["GET /api/builder-handoffs/{handoffId}", "builder-handoffs/get-builder-handoff", "reads"],
  ["POST /api/builder-handoffs/{handoffId}/spec", "builder-handoffs/submit-spec", "reads", "writes", "seals"],
  ["GET /api/builder-handoffs/{handoffId}/spec", "builder-handoffs/get-spec", "reads", "opens"],
  ["GET /api/builder-handoffs/{handoffId}/prompt", "builder-handoffs/render-prompt", "lists", "opens"],
  ["POST /api/builder-handoffs/{handoffId}/answers", "builder-handoffs/answer-questions", "lists", "opens", "writes", "seals"],
  ["GET /api/builder-handoffs/{handoffId}/answers", "builder-handoffs/get-answers", "reads", "opens"],
  ["POST /api/builder-handoffs/{handoffId}/release", "builder-handoffs/release-builder", "reads", "writes"],
  ["POST /api/builder-handoffs/{handoffId}/results", "builder-handoffs/submit-results", "reads", "writes", "seals"],
  ["GET /api/builder-handoffs/{handoffId}/results", "builder-handoffs/get-results", "reads", "opens"],
  ["GET /api/builder-handoffs/{handoffId}/checklist", "builder-handoffs/get-checklist", "reads", "opens"],
  ["GET /api/builder-handoffs/{handoffId}/baseline", "builder-handoffs/get-baseline", "reads", "opens"],
  ["POST /api/builder-handoffs/{handoffId}/review", "builder-handoffs/review-handoff", "reads", "opens", "writes", "seals"],
  ["GET /api/builder-handoffs/{handoffId}/review", "builder-handoffs/get-review", "reads", "opens"],
  ["GET /api/builder-handoffs/{handoffId}/statement", "builder-handoffs/get-statement", "reads", "opens"],
  ["GET /api/builder-waves", "builder-handoffs/list-waves", "lists"],
  ["GET /api/builder-waves/{waveId}", "builder-handoffs/get-wave", "lists", "opens"],
  ["PUT /api/builder-waves/{waveId}", "builder-handoffs/put-wave", "lists", "opens", "writes"],
  ["POST /api/builder-waves/{waveId}/close", "builder-handoffs/close-wave", "lists", "opens", "checks", "writes", "seals"],
  ["GET /api/builder-prompt-contracts", "builder-handoffs/list-prompt-contracts", "lists"],
  ["GET /api/builder-prompt-contracts/{version}", "builder-handoffs/get-prompt-contract", "reads"],
  ["PUT /api/builder-prompt-contracts/{version}", "builder-handoffs/put-prompt-contract", "reads", "writes", "checks"],

  ["GET /api/workflow-handoffs", "workflow-handoffs/list-workflow-handoffs", "lists"],
  ["POST /api/workflow-handoffs", "workflow-handoffs/submit-workflow-handoff", "reads", "writes", "seals"],
  ["POST /api/workflow-handoffs/check", "workflow-handoffs/check-workflow-handoff"],
  ["POST /api/workflow-handoffs/suggest", "workflow-handoffs/suggest-workflow-handoff"],
  ["GET /api/workflow-handoffs/{handoffId}", "workflow-handoffs/get-workflow-handoff", "reads", "opens"],
  ["GET /api/workflow-handoffs/{handoffId}/chain", "workflow-handoffs/get-workflow-chain", "lists"],
  ["POST /api/workflow-handoffs/{handoffId}/acceptance", "workflow-handoffs/receive-workflow-handoff", "reads", "writes", "seals"],
  ["POST /api/workflow-handoffs/{handoffId}/withdrawal", "workflow-handoffs/withdraw-workflow-handoff", "reads", "writes", "seals"],
  ["POST /api/workflow-handoffs/{handoffId}/approvals", "workflow-handoffs/decide-workflow-approval", "reads", "writes", "seals"],
  ["POST /api/workflow-handoffs/{handoffId}/approvals/{approvalId}/use", "workflow-handoffs/use-workflow-approval", "reads", "writes"],

  ["GET /api/audit", "ledger/list-audit-entries", "audits"],
  ["GET /api/audit/{index}", "ledger/get-audit-entry", "audits"],
  ["GET /api/audit/{index}/proof", "ledger/prove-inclusion", "audits"],
  ["GET /api/audit/consistency", "ledger/prove-consistency", "audits"],
  ["GET /api/audit/checkpoint", "ledger/get-checkpoint", "audits", "reads", "writes", "verifies", "signs", "names"],
  ["GET /api/audit/key", "ledger/get-verifier-key", "verifies", "names"],
  ["GET /api/audit/tile/{path+}", "ledger/get-tile", "audits"],
  ["GET /api/audit/reconcile", "ledger/reconcile", "audits", "sweeps", "reads", "verifies"],
  ["GET /api/ledger/{digest}", "ledger/find-sealed", "audits", "opens", "reads"],
  ["GET /api/ledger/{digest}/bundle", "ledger/get-proof-bundle", "audits", "opens", "reads", "writes", "verifies", "signs", "names"],
];

/** Read by anyone, before a token: what the API is. */
export const openRoutes: readonly Route[] = [
  ["GET /openapi.json", "docs/get-openapi"],
  ["GET /docs", "docs/get-docs-page"],
  ["GET /docs/{file}", "docs/get-docs-file"],
  ["GET /console.json", "docs/get-console-settings", "directs"],
];

/** What wakes the Lambdas that no route calls. */
// prettier-ignore
export const listeners: readonly Listener[] = [
  ["WOKEN BY the streams of the records and ledger tables", "ledger/append-audit-entries", "hears", "audits", "appends", "reads"],
  ["WOKEN BY a schedule, every hour", "ledger/archive-checkpoints", "audits", "sweeps", "verifies", "signs", "names", "archives", "indexes", "reads", "writes"],
  ["WOKEN BY a sealed launch handoff, on the stream of the ledger table", "launch-handoffs/notify-production-manager", "reads", "writes", "notifies"],
  ["WOKEN BY the user pool before it issues a token", "identity/add-token-claims"],
];

/** What the stream of a table has to tell to wake a listener of a context: an event filter pattern of Lambda's. */
export type Waking = { stream: "records" | "ledger"; pattern: Readonly<Record<string, unknown>> };
export const wakings: Readonly<Record<string, Waking>> = {
  "launch-handoffs/notify-production-manager": {
    stream: "ledger",
    pattern: { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: ["LAUNCH"] } } } },
  },
};

/** @throws if no listener has this entry */
export const listenerAt = (entry: string): Listener => {
  const listener = listeners.find(([, listening]) => listening === entry);
  if (!listener) throw new Error(`infra/routes.ts lists no listener ${entry}`);
  return listener;
};

/** A context is a folder of functions/ and a stack. */
export const contexts = [...new Set([...routes, ...openRoutes].map(([, entry]) => entry.slice(0, entry.indexOf("/"))))];
