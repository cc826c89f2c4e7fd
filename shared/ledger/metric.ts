/** What CloudWatch counts. Alarms stand on these names: see infra/metrics.ts. */
export type Metric =
  "AuditEntriesAppended" | "AuditRecordsRefused" | "LedgerTampered" | "CheckpointsArchived" | "ReconcileFindings";

/** One line in the embedded metric format: CloudWatch makes the metric of it, and no call is made. */
export const count = (metric: Metric, times = 1): void => {
  const metrics = [{ Namespace: "Baton", Dimensions: [["stage"]], Metrics: [{ Name: metric, Unit: "Count" }] }];
  const { STAGE: stage = "none" } = process.env;
  console.log(JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics }, stage, [metric]: times }));
};
