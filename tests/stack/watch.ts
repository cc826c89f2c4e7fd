import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hasQueries, queries } from "../../infra/queries.ts";
import { contexts, routes } from "../../infra/routes.ts";
import { stackId } from "../../infra/stages.ts";
import { actionsOf } from "../support/synthesis.ts";
import { ARCHIVE, AUDIT, NOTIFY, ROOT, type SynthesisedStage } from "./stage.ts";

/** What wakes the Lambdas that no route calls, and what watches them. */
export const watch = ({
  stage,
  settings,
  lambdas,
  all,
  only,
  named,
  table,
  key,
  functionOf,
  lambdasWith,
}: SynthesisedStage): void => {
  test("wakes append-audit-entries by both streams, notify-production-manager by sealed launches, nobody else by any", () => {
    const listener = {
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 43_200,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    };
    const audit = {
      ...listener,
      FunctionName: functionOf(AUDIT)?.id,
      MaximumBatchingWindowInSeconds: settings.auditBatchingSeconds,
      DestinationConfig: { OnFailure: { Destination: `${named("AWS::SQS::Queue", "audit").id}.Arn` } },
    };
    const notify = {
      ...listener,
      FunctionName: functionOf(NOTIFY)?.id,
      MaximumBatchingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: { Destination: `${named("AWS::SQS::Queue", "launch-handoffs").id}.Arn` } },
    };
    const onlyLaunches = { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: ["LAUNCH"] } } } };
    const heads = { dynamodb: { Keys: { sk: { S: ["HEAD"] } } } };
    const lostCheckpoints = {
      eventName: ["MODIFY", "REMOVE"],
      dynamodb: { Keys: { pk: { S: [{ suffix: "#CHECKPOINTS" }] } } },
    };
    const filter = (...patterns: object[]) => ({
      Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })),
    });
    expect(all("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties)).toEqual([
      {
        ...audit,
        FilterCriteria: filter(heads, lostCheckpoints),
        EventSourceArn: `${String(table("records")?.id)}.StreamArn`,
      },
      { ...audit, EventSourceArn: `${String(table("ledger")?.id)}.StreamArn` },
      {
        ...notify,
        FilterCriteria: filter(onlyLaunches),
        EventSourceArn: `${String(table("ledger")?.id)}.StreamArn`,
      },
    ]);
  });

  test("wakes archive-checkpoints by a schedule, twice more if it fails, and tells the failure queue at last", () => {
    const { everyHours } = settings.archive;
    const lambda = functionOf(ARCHIVE);
    expect(only("AWS::Events::Rule").Properties).toEqual({
      ScheduleExpression: everyHours === 1 ? "rate(1 hour)" : `rate(${everyHours} hours)`,
      State: "ENABLED",
      Targets: [{ Id: "Target0", Arn: `${String(lambda?.id)}.Arn` }],
    });
    expect(lambda?.Properties.Timeout).toBe(900);
    expect(only("AWS::Lambda::EventInvokeConfig").Properties).toMatchObject({
      FunctionName: lambda?.id,
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3_600,
      DestinationConfig: { OnFailure: { Destination: `${named("AWS::SQS::Queue", "audit").id}.Arn` } },
    });
  });

  test("has a section of the runbook for each alarm, and no other", () => {
    const names = all("AWS::CloudWatch::Alarm").map(
      ({ Metadata }) => Metadata?.["aws:cdk:path"]?.split("/")[1]?.replace(/-\d+$/, "") ?? "",
    );
    const [, meanings = ""] = readFileSync("docs/runbook.md", "utf8").split("## What each alarm means\n");
    const [chapter = ""] = meanings.split(/^## /m);
    const sections = [...chapter.matchAll(/^### (.+)$/gm)].map(([, name = ""]) => name);
    expect(sections.sort()).toEqual([...new Set(names)].sort());
  });

  test("raises an alarm for each thing that must not happen, on the topic", () => {
    const [once, late] = ["GreaterThanOrEqualToThreshold 1 notBreaching", "GreaterThanThreshold 900000 notBreaching"];
    const alarms = all("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties as Record<string, unknown>);
    const said = alarms.map(({ ComparisonOperator, Threshold, TreatMissingData, ...alarm }) => [
      `${String(alarm.Namespace)} ${String(alarm.MetricName)} ${String(alarm.Statistic)}`,
      (alarm.Dimensions as { Value: string }[])[0]?.Value,
      `${String(ComparisonOperator)} ${String(Threshold)} ${String(TreatMissingData)}`,
    ]);
    const [appender, archiver, notifier] = [AUDIT, ARCHIVE, NOTIFY].map((entry) => functionOf(entry)?.id);
    const expected = [
      ["AWS/ApiGateway 5xx Sum", only("AWS::ApiGatewayV2::Api").id, once],
      ...[appender, archiver, notifier].map((id) => ["AWS/Lambda Errors Sum", id, once]),
      ["AWS/Lambda IteratorAge Maximum", appender, late],
      ...all("AWS::SQS::Queue").map(({ id }) => [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum",
        `${id}.QueueName`,
        once,
      ]),
      ["Baton CheckpointsArchived SampleCount", stage, "LessThanThreshold 1 breaching"],
      ["Baton LedgerTampered Sum", stage, once],
      ["Baton ReconcileFindings Sum", stage, once],
    ];
    expect(said.sort()).toEqual(expected.sort());
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([named("AWS::SNS::Topic", "watch").id]);
    expect(alarms.find(({ MetricName }) => MetricName === "CheckpointsArchived")).toMatchObject({
      Period: 3_600 * settings.archive.everyHours,
      EvaluationPeriods: 3,
    });
  });

  test("lets the account's alarms, and nobody else, write to an encrypted topic", () => {
    const { Properties, id } = named("AWS::SNS::Topic", "watch");
    expect(Properties).toEqual({ KmsMasterKeyId: `${key("alarmskey").id}.Arn` });
    const cloudWatch = { Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } };
    expect(key("alarmskey").Properties.KeyPolicy.Statement).toMatchObject([
      { Effect: "Allow", Principal: { AWS: ROOT } },
      { ...cloudWatch, Action: ["kms:Decrypt", "kms:GenerateDataKey*"] },
    ]);
    expect(named("AWS::SNS::TopicPolicy", "watch").Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        ...cloudWatch,
        Action: "sns:Publish",
        Resource: id,
        Condition: { StringEquals: { "aws:SourceAccount": "AWS::AccountId" } },
      },
    ]);
    const addresses = all("AWS::SNS::Subscription").map(({ Properties }) => Properties.Endpoint);
    expect(addresses).toEqual(settings.alarmsTo);
  });

  test("lets only notify-production-manager write to the encrypted topic of notifications: runs notify nobody", () => {
    expect(lambdasWith("notifications:Publish")).toEqual([NOTIFY]);
    expect(lambdas.flatMap(actionsOf).filter((action) => /^notifications:(?!Publish$)/.test(action))).toEqual([]);
    const { Properties } = named("AWS::SNS::Topic", "data");
    expect(JSON.stringify(Properties)).toContain("alias/aws/sns");
    expect(named("AWS::SNS::TopicPolicy", "data").Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: "Deny", Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  test("shows every metric that it counts on one dashboard", () => {
    const { DashboardBody } = only("AWS::CloudWatch::Dashboard").Properties;
    const shown = (JSON.parse(DashboardBody) as { widgets: { properties: { metrics: string[][] } }[] }).widgets
      .flatMap(({ properties }) => properties.metrics)
      .map(([, name]) => name);
    expect(shown).toEqual(
      expect.arrayContaining([
        ...["Count", "4xx", "5xx", "Latency", "IteratorAge", "ApproximateNumberOfMessagesVisible"],
        ...[
          "AuditEntriesAppended",
          "AuditRecordsRefused",
          "LedgerTampered",
          "CheckpointsArchived",
          "ReconcileFindings",
        ],
      ]),
    );
  });

  test("saves every query over the logs whose lines it asks", () => {
    const logOf = (entry: string) => functionOf(entry)?.Properties.LoggingConfig.LogGroup;
    const saved = all("AWS::Logs::QueryDefinition").map(({ Properties }) => Properties);
    const expected = [
      ...queries.changes.map(({ name }) => [`${stackId(stage, "audit")}/${name}`, [logOf(AUDIT)]]),
      ...queries.ledger.map(({ name }) => [`${stackId(stage, "audit")}/${name}`, [logOf(ARCHIVE)]]),
      ...queries.calls.map(({ name }) => [
        `${stackId(stage, "api")}/${name}`,
        [all("AWS::Logs::LogGroup").find(({ id }) => id.startsWith("accesslog"))?.id],
      ]),
      ...contexts.flatMap((context) => {
        const logs = routes.filter(([, entry]) => entry.startsWith(`${context}/`)).map(([, entry]) => logOf(entry));
        if (logs.length === 0) return [];
        const asked = [...queries.refusals, ...(hasQueries(context) ? queries[context] : [])];
        return asked.map(({ name }) => [`${stackId(stage, context)}/${name}`, logs]);
      }),
    ];
    expect(saved.map(({ Name, LogGroupNames }) => [Name, LogGroupNames]).sort()).toEqual(expected.sort());
  });

  test("keeps what listeners could not do in encrypted queues that refuse plain HTTP", () => {
    for (const { Properties } of all("AWS::SQS::Queue"))
      expect(Properties).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    expect(all("AWS::SQS::QueuePolicy")).toHaveLength(all("AWS::SQS::Queue").length);
    for (const { Properties } of all("AWS::SQS::QueuePolicy"))
      expect(Properties.PolicyDocument.Statement).toMatchObject([
        { Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ]);
  });

  test("gives every Lambda its own log, and keeps logs as long as the stage says", () => {
    const logs = all("AWS::Logs::LogGroup");
    expect(logs).toHaveLength(lambdas.length + 1);
    for (const { Properties } of logs) expect(Properties.RetentionInDays).toBe(settings.logRetentionDays);
    for (const { resource, statements } of lambdas) {
      const log = `${resource.Properties.LoggingConfig.LogGroup}.Arn`;
      expect(statements.filter(({ Action }) => Action.some((action) => action.startsWith("logs:")))).toEqual([
        { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [log] },
      ]);
    }
  });
};
