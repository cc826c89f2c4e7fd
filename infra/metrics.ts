import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric, type MetricOptions, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Function } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";

export type Watched = { api: HttpApi; appender: Function; archiver: Function; failures: Queue; listening: Listening[] };
/** Lambdas of a context that a stream wakes, and the queue for what they could not do. */
type Listening = { lambdas: Function[]; failures: Queue };

/** Counted by our own code, in the embedded metric format: namespace `Baton`, dimension `stage`, from the variable STAGE. */
export type Counted =
  "AuditEntriesAppended" | "AuditRecordsRefused" | "LedgerTampered" | "CheckpointsArchived" | "ReconcileFindings";

export type Metrics = ReturnType<typeof metricsOf>;

export const metricsOf = (stage: string, { api, appender, archiver, failures, listening }: Watched) => {
  const period = Duration.minutes(5);
  const counted = (metricName: Counted, options: MetricOptions = {}) =>
    new Metric({ namespace: "Baton", metricName, dimensionsMap: { stage }, statistic: Stats.SUM, period, ...options });
  const waiting = (queue: Queue) =>
    queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM });
  return {
    requests: api.metricCount({ period }),
    clientErrors: api.metricClientError({ period, statistic: Stats.SUM }),
    serverErrors: api.metricServerError({ period, statistic: Stats.SUM }),
    latency: ["p50", "p95"].map((statistic) => api.metricLatency({ period, statistic })),
    appended: counted("AuditEntriesAppended"),
    refused: counted("AuditRecordsRefused"),
    tampered: counted("LedgerTampered"),
    archived: counted("CheckpointsArchived"),
    // A run that finds nothing new to archive tells 0.
    archiveRuns: counted("CheckpointsArchived", { statistic: Stats.SAMPLE_COUNT }),
    findings: counted("ReconcileFindings"),
    auditLag: appender.metric("IteratorAge", { period, statistic: Stats.MAXIMUM }),
    appenderErrors: appender.metricErrors({ period }),
    archiverErrors: archiver.metricErrors({ period }),
    failuresWaiting: waiting(failures),
    listenerErrors: listening.flatMap(({ lambdas }) => lambdas.map((lambda) => lambda.metricErrors({ period }))),
    listenerFailures: listening.map((each) => waiting(each.failures)),
  };
};
