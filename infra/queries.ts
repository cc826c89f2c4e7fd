import { Stack } from "aws-cdk-lib";
import { CfnQueryDefinition, type ILogGroup } from "aws-cdk-lib/aws-logs";

export type Lines = "changes" | "refusals" | "calls" | "ledger";
type SavedQuery = { name: string; text: string };

/**
 * The questions that ship with a stage, by the lines they are asked of:
 *
 *   changes    what the audit Lambda logs: a line an entry, at least once, so an entry is counted by its tenant and index
 *   refusals   what the Lambdas of every context log: a line a refused call
 *   calls      what the gateway logs: a line a call
 *   ledger     what the Lambdas of this context log besides; another context's questions stand under its name
 *
 * An id made of zeros and a text in angle brackets are there to be replaced. Insights allows only `limit` after `dedup`.
 */
export const queries: Record<Lines, readonly SavedQuery[]> = {
  changes: [
    {
      name: "Who recorded what and when, of a run",
      text: `
        fields occurred_at, actor_id, event, handoff_id, digest, index
        | filter run_id = "00000000-0000-0000-0000-000000000000" and event like /_handoff_/
        | sort index asc
        | dedup tenant_id, index
        | limit 1000`,
    },
    {
      name: "One subject's full history",
      text: `
        fields occurred_at, rev, event, actor_id, digest, digest_new, digest_old, index, commit_id
        | filter subject = "run:00000000-0000-0000-0000-000000000000"
        | sort index asc
        | dedup tenant_id, index
        | limit 10000`,
    },
    {
      name: "What one actor did",
      text: `
        fields occurred_at, event, subject, rev, index
        | filter actor_id = "<sub of the token>" and ispresent(index)
        | sort occurred_at desc
        | dedup tenant_id, index
        | limit 1000`,
    },
    {
      name: "What was deleted",
      text: `
        fields occurred_at, tenant_id, subject, actor_id, event, handoff_id, digest, index
        | filter event like /_deleted$/
        | sort occurred_at desc
        | dedup tenant_id, index
        | limit 1000`,
    },
    {
      name: "Tampering with what was sealed",
      text: `
        fields occurred_at, tenant_id, subject, item, event, digest_old, digest_new, commit_id, index
        | filter event like /^(ledger_record|record_head)_/
        | sort occurred_at desc
        | dedup tenant_id, index
        | limit 1000`,
    },
    {
      name: "Changes of each kind",
      text: `
        filter ispresent(index)
        | stats count(*) as lines by tenant_id, event, index
        | stats count(*) as changes by tenant_id, event
        | sort changes desc`,
    },
    {
      name: "Builder verdicts",
      text: `
        fields occurred_at, tenant_id, handoff_id, verdict, results_version, actor_id, digest, index
        | filter event like /^builder_handoff_(validated|returned)$/
        | sort occurred_at desc
        | dedup tenant_id, index
        | limit 1000`,
    },
    {
      name: "Builder documents that failed",
      text: `
        fields occurred_at, tenant_id, handoff_id, event, version, verdict, actor_id, index
        | filter event like /^builder_(spec|results)_submitted$/ and verdict = "fail"
        | sort occurred_at desc
        | dedup tenant_id, index
        | limit 1000`,
    },
    {
      name: "What the log could not take",
      text: `
        filter message = "audit_record_refused"
        | stats count(*) as attempts, min(@timestamp) as first, max(@timestamp) as last by sequence_number, cause
        | sort last desc`,
    },
  ],
  refusals: [
    {
      name: "Refused attempts by code",
      text: `
        filter message = "refused"
        | stats count(*) as attempts, count_distinct(actor_id) as callers by error_code, status, route
        | sort attempts desc`,
    },
    {
      name: "Refused attempts of one actor",
      text: `
        fields @timestamp, error_code, status, route, tenant_id, requestId
        | filter message = "refused" and actor_id = "<sub of the token>"
        | sort @timestamp desc
        | limit 1000`,
    },
  ],
  calls: [
    {
      name: "Slowest routes",
      text: `
        stats count(*) as calls, pct(latency, 50) as p50, pct(latency, 95) as p95, max(latency) as slowest by route
        | sort p95 desc`,
    },
    {
      name: "Statuses of each route",
      text: `
        stats count(*) as calls by route, status
        | sort calls desc`,
    },
    {
      name: "Calls turned away before a Lambda",
      text: `
        fields @timestamp, route, status, authorizerError, gatewayError, integrationError, requestId
        | filter status >= 400 and integrationLatency = "-"
        | sort @timestamp desc
        | limit 1000`,
    },
  ],
  ledger: [
    {
      name: "What reconciliation found",
      text: `
        filter message = "[AUDIT] reconcile_finding"
        | stats count(*) as runs, min(@timestamp) as first, max(@timestamp) as last by tenant_id, kind, subject, what
        | sort last desc`,
    },
    {
      name: "Logs that could not be archived",
      text: `
        fields @timestamp, tenant_id, cause
        | filter message = "archive_failed"
        | sort @timestamp desc
        | limit 1000`,
    },
    {
      name: "Logs that are not what they were",
      text: `
        fields @timestamp, tenant_id, what, @log
        | filter message = "[AUDIT] log_inconsistent"
        | sort @timestamp desc
        | limit 1000`,
    },
  ],
};

export const hasQueries = (context: string): context is Lines => Object.hasOwn(queries, context);

/** Saves the questions about these lines under the stack's name, which the console shows as a folder. */
export const saveQueries = (stack: Stack, lines: Lines, logs: readonly ILogGroup[]): void => {
  for (const { name, text } of queries[lines])
    new CfnQueryDefinition(stack, `query-${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`, {
      name: `${stack.stackName}/${name}`,
      queryString: text.trim().replaceAll(/\n\s+/g, "\n"),
      logGroupNames: logs.map(({ logGroupName }) => logGroupName),
    });
};
