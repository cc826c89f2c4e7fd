import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Plan } from "./stages.ts";
import { dashboard } from "./dashboard.ts";
import { type Watched, metricsOf } from "./metrics.ts";

/** What a stage is watched by: alarms, the topic that they write to, and a dashboard. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { stage, settings, ...watched }: Plan & Watched) {
    super(scope, id);
    const metrics = metricsOf(stage, watched);
    const topic = alarmTopic(this, settings.alarmsTo);
    const alarm = (name: string, alarmDescription: string, props: Pick<AlarmProps, "metric"> & Partial<AlarmProps>) => {
      new Alarm(this, name, {
        alarmDescription,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...props,
      }).addAlarmAction(new SnsAction(topic));
    };
    alarm(
      "tampered",
      "A sealed handoff or a signed checkpoint was changed or removed, or a change was told twice with other bytes.",
      {
        metric: metrics.tampered,
      },
    );
    alarm("findings", "What is stored does not match the log: GET /api/audit/reconcile names it.", {
      metric: metrics.findings,
    });
    const why = "The saved query “Why a record is in the failure queue” tells the cause by its startSequenceNumber.";
    alarm("failures-waiting", `The failure queue holds what could not be appended or archived. ${why}`, {
      metric: metrics.failuresWaiting,
    });
    for (const [at, metric] of metrics.listenerFailures.entries())
      alarm(`unheard-${at}`, "The failure queue holds what a listener of a context could not do.", { metric });
    for (const [at, metric] of metrics.listenerErrors.entries())
      alarm(`listener-errors-${at}`, "A Lambda that a stream wakes for a context fails.", { metric });
    alarm("audit-late", "The log is more than 15 minutes behind what was committed.", {
      metric: metrics.auditLag,
      threshold: Duration.minutes(15).toMilliseconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    });
    alarm("audit-errors", "The Lambda that makes the log fails.", { metric: metrics.appenderErrors });
    alarm("archive-errors", "The Lambda that archives the log's checkpoints fails.", {
      metric: metrics.archiverErrors,
    });
    alarm("api-errors", "The API answers calls with 5xx.", { metric: metrics.serverErrors });
    alarm("archive-missing", "No run has archived the log's checkpoints for three times as long as it should take.", {
      metric: metrics.archiveRuns.with({ period: Duration.hours(settings.archive.everyHours) }),
      evaluationPeriods: 3,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
    dashboard(this, metrics);
  }
}

/** CloudWatch may use no key of AWS's own, so the topic has one of ours. */
const alarmTopic = (scope: Construct, addresses: readonly string[]): Topic => {
  const cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
  const masterKey = new Key(scope, "alarms-key", { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
  masterKey.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudWatch],
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
    }),
  );
  const topic = new Topic(scope, "alarms", { masterKey, enforceSSL: true });
  // Refusing plain HTTP replaces the policy that lets the account's own alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudWatch],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  for (const address of addresses) topic.addSubscription(new EmailSubscription(address));
  new CfnOutput(scope, "AlarmTopic", { value: topic.topicArn });
  return topic;
};
