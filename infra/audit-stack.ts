import { Duration, Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { allow, type Estate } from "./access.ts";
import type { Plan } from "./stages.ts";
import { Lambda } from "./lambda.ts";
import { saveQueries } from "./queries.ts";
import { listenerAt } from "./routes.ts";

type AuditPlan = Plan & { estate: Estate };

/** The Lambda that makes the log from both streams, the one that archives it, and the queue for what they could not do. */
export class AuditStack extends Stack {
  readonly parts: { appender: Lambda; archiver: Lambda; failures: Queue };

  constructor(scope: Construct, id: string, plan: AuditPlan) {
    super(scope, id);
    const failures = new Queue(this, "failures", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const appender = appends(this, plan, failures);
    const archiver = archives(this, plan, failures);
    this.parts = { appender, archiver, failures };
    saveQueries(this, "changes", [appender.logGroup]);
    saveQueries(this, "ledger", [archiver.logGroup]);
  }
}

const appends = (scope: Construct, { estate, ...plan }: AuditPlan, failures: Queue): Lambda => {
  const [, entry, ...may] = listenerAt("ledger/append-audit-entries");
  const lambda = new Lambda(scope, entry, plan, Duration.minutes(1));
  allow(lambda, may, estate);
  // Of what a commit writes, the head alone makes a leaf; the stream carries the other items too.
  const heads: Record<string, unknown> = FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: ["HEAD"] } } } });
  for (const { table, ...filters } of [{ table: estate.records, filters: [heads] }, { table: estate.ledger }])
    lambda.addEventSource(
      // exactOptionalPropertyTypes tells a table without a stream from one whose stream is undefined; CDK does not.
      new DynamoEventSource(table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(plan.settings.auditBatchingSeconds),
        retryAttempts: 5,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        // The queue gets a record's place, not the record: half of the stream's 24 hours is left to fetch it.
        maxRecordAge: Duration.hours(12),
        ...filters,
        onFailure: new SqsDlq(failures),
      }),
    );
  return lambda;
};

const archives = (scope: Construct, { estate, ...plan }: AuditPlan, failures: Queue): Lambda => {
  const [, entry, ...may] = listenerAt("ledger/archive-checkpoints");
  const lambda = new Lambda(scope, entry, plan, Duration.minutes(15));
  allow(lambda, may, estate);
  lambda.configureAsyncInvoke({
    retryAttempts: 2,
    // The next run does what this one could not.
    maxEventAge: Duration.hours(1),
    onFailure: new SqsDestination(failures),
  });
  const schedule = Schedule.rate(Duration.hours(plan.settings.archive.everyHours));
  new Rule(scope, "archive-schedule", { schedule, targets: [new LambdaFunction(lambda)] });
  return lambda;
};
