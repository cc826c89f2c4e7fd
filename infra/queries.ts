import { Stack } from "aws-cdk-lib";
import { CfnQueryDefinition, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { changeQueries, type SavedQuery } from "./change-queries.ts";

export type Lines = "changes" | "refusals" | "calls" | "ledger";

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
  changes: changeQueries,
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
      name: "What a death left out of a log, and was made again",
      text: `
        fields @timestamp, tenant_id, position, what
        | filter message = "[AUDIT] log_completed"
        | sort @timestamp desc
        | limit 1000`,
    },
    {
      name: "Logs that are not what they were",
      text: `
        fields @timestamp, tenant_id, position, what, @log
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
