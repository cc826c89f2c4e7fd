import { Stack } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { Metrics } from "./metrics.ts";

/** The state of a stage on one screen: the API above, the log below. */
export const dashboard = (stack: Stack, of: Metrics): void => {
  const graph = (title: string, ...left: IMetric[]) =>
    new GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 } });
  new Dashboard(stack, "dashboard", {
    dashboardName: stack.stackName,
    widgets: [
      [
        graph("Requests", of.requests),
        graph("Latency, ms", ...of.latency),
        graph("Refused and failed calls", of.clientErrors, of.serverErrors),
      ],
      [
        graph("Entries appended", of.appended),
        graph("Audit lag, ms", of.auditLag),
        graph("Errors of the audit and archive functions", of.appenderErrors, of.archiverErrors),
      ],
      [
        graph("Records refused, failures waiting", of.refused, of.failuresWaiting),
        graph("Tampering and reconciliation findings", of.tampered, of.findings),
        graph("Checkpoints archived", of.archived),
      ],
      [graph("Errors of listeners, failures waiting", ...of.listenerErrors, ...of.listenerFailures)],
    ],
  });
};
